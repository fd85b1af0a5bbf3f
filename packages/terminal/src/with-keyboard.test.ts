import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createKeyboardStream } from "./testing/keyboard-stream.ts";
import { Interrupted, withKeyboard } from "./with-keyboard.ts";

const forever = new AbortController().signal;

afterEach(() => vi.useRealTimers());

describe("withKeyboard", () => {
  it.each([
    ["a letter", "a", "a"],
    ["a capital, as with caps lock", "A", "a"],
    ["Enter", "\r", "enter"],
    ["Enter, elsewhere", "\n", "enter"],
    ["the space bar", " ", "space"],
    ["page down", "\u001b[6~", "space"],
    ["a letter of another script", "ф", "ф"],
  ])("hears %s", async (_what, pressed, key) => {
    const { input, press } = createKeyboardStream();
    const heard = withKeyboard(input, (keyboard) => keyboard.next(forever));
    press(pressed);
    expect(await heard).toBe(key);
  });

  it.each([
    ["what is pasted", "approve"],
    ["several keys at once", "aa"],
    ["an arrow", "\u001b[A"],
    ["the report of a mouse", "\u001b[<0;1;1M"],
  ])("takes %s for no key", async (_what, pressed) => {
    const { input, press } = createKeyboardStream();
    const heard = withKeyboard(input, (keyboard) => keyboard.next(forever));
    press(pressed);
    press("r");
    expect(await heard).toBe("r");
  });

  it("forgets what was pressed before it is asked for", async () => {
    const { input, press } = createKeyboardStream();
    press("a");
    const heard = withKeyboard(input, async (keyboard) => {
      await setImmediate();
      press("a");
      await setImmediate();
      const key = keyboard.next(forever);
      press("r");
      return key;
    });
    expect(await heard).toBe("r");
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-C after other keys", "aa\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("is interrupted by %s, in quiet, too", async (_what, pressed) => {
    const { input, press } = createKeyboardStream();
    for (const wait of ["next", "quiet"] as const) {
      const ended = withKeyboard(input, async ({ next, quiet }) =>
        wait === "next" ? next(forever) : quiet(1, forever),
      );
      press(pressed);
      await expect(ended).rejects.toBeInstanceOf(Interrupted);
    }
  });

  it("is interrupted when the terminal goes away", async () => {
    const { input } = createKeyboardStream();
    const ended = withKeyboard(input, (keyboard) => keyboard.next(forever));
    input.push(null);
    await expect(ended).rejects.toBeInstanceOf(Interrupted);
  });

  it("is quiet once nothing was typed for so long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { input, press } = createKeyboardStream();
    let isQuiet = false;
    const quiet = withKeyboard(input, (keyboard) => keyboard.quiet(500, forever)).then(() => {
      isQuiet = true;
    });
    await setImmediate();
    for (let typed = 0; typed < 5; typed += 1) {
      await vi.advanceTimersByTimeAsync(400);
      press("a");
      await setImmediate();
    }
    expect(isQuiet).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    await quiet;
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["it ends well", async () => "done"],
    ["it fails", async () => Promise.reject(new Error("broken"))],
  ])("leaves the terminal as it was when %s", async (_when, work) => {
    const { input, modes } = createKeyboardStream();
    const listener = () => undefined;
    input.on("keypress", listener);
    await withKeyboard(input, async () => {
      expect(input.isRaw).toBe(true);
      expect(input.listeners("keypress")).toEqual([]);
      return work();
    }).catch(() => undefined);
    expect(modes).toEqual([true, false]);
    expect(input.listeners("keypress")).toEqual([listener]);
    expect(input.listenerCount("data") + input.listenerCount("end")).toBe(
      createKeyboardStream().input.listenerCount("end"),
    );
    expect(input.isPaused()).toBe(true);
  });

  it("rejects with the reason of the signal", async () => {
    const cancel = new AbortController();
    const { input } = createKeyboardStream();
    const ended = withKeyboard(input, (keyboard) => keyboard.next(cancel.signal));
    cancel.abort(new Error("taken back"));
    await expect(ended).rejects.toThrow("taken back");
    expect(input.isRaw).toBe(false);
  });
});
