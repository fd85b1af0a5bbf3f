import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createKeyboardStream } from "../../../terminal/src/testing/keyboard-stream.ts";
import { withKeyboard } from "../../../terminal/src/with-keyboard.ts";
import { approvalTurn } from "../testing/approval-turn.ts";
import { approvalActions } from "./card-actions.ts";
import { showCard } from "./show-card.ts";
import { toCard } from "./to-card.ts";

const forever = new AbortController().signal;
const LAYOUT = { columns: 100, rows: 30, hasColor: false };

/** A card that is open, with what it has written. */
function open(turn = approvalTurn()) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { input, press } = createKeyboardStream();
  let text = "";
  let more: (waiting: number) => void = () => undefined;
  const card = {
    ...toCard(turn),
    onMore: (listener: typeof more) => {
      more = listener;
    },
  };
  const ended = withKeyboard(input, (keyboard) => {
    const write = (written: string) => {
      text += written;
    };
    return showCard(
      card,
      { title: "Request" },
      approvalActions(card, undefined),
      { keyboard, write, layout: () => LAYOUT },
      forever,
    );
  });
  async function type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      press(key);
      await setImmediate();
    }
  }
  return { ended, type, written: () => text, tellMore: (waiting: number) => more(waiting) };
}

afterEach(() => vi.useRealTimers());

describe("a card", () => {
  it("has no keys while somebody types, and then those that are pressed decide", async () => {
    const { ended, type, written } = open();
    await setImmediate();
    await type("a", "s", "w");
    await vi.advanceTimersByTimeAsync(499);
    await type("a");
    expect(written()).not.toContain("refuse");
    await vi.advanceTimersByTimeAsync(500);
    expect(written()).toContain("refuse");
    await type("r");
    expect(await ended).toEqual({ decided: { kind: "refuse" } });
  });

  it("is not decided by Enter, by keys that it does not have, or by what is pasted", async () => {
    const { ended, type } = open();
    await setImmediate();
    await vi.advanceTimersByTimeAsync(500);
    await type("\r", "\n", " ", "x", "y", "1", "\u001b", "\u001b[A", "approve", "aa", "r".repeat(2));
    const late = await Promise.race([ended, setImmediate("open")]);
    expect(late).toBe("open");
    await type("a");
    expect(await ended).toEqual({ decided: { kind: "approve", scope: "once" } });
  });

  it("has no key for a tool when it is not known which tool asks", async () => {
    const calls = ["a", "b"].map((tool, id) => ({ id, tool, arguments: {} }));
    const turn = approvalTurn();
    const { ended, type, written } = open({ ...turn, origin: { ...turn.origin, calls } });
    await setImmediate();
    await vi.advanceTimersByTimeAsync(500);
    await type("s", "w");
    expect(await Promise.race([ended, setImmediate("open")])).toBe("open");
    expect(written()).not.toMatch(/session|always/);
    await type("r");
    await ended;
  });

  it("tells how many wait as it changes, and nothing once it is closed", async () => {
    const { ended, type, written, tellMore } = open();
    await setImmediate();
    tellMore(12);
    expect(written()).toContain("12 requests of this call; one decision for all of them");
    await vi.advanceTimersByTimeAsync(500);
    await type("a");
    await ended;
    expect(written()).toContain("approved for this call (12 requests)");
    const closed = written();
    tellMore(13);
    expect(written()).toBe(closed);
  });
});
