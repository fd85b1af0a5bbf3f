import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createScreen } from "./create-screen.ts";

function screen() {
  const written: string[] = [];
  return { written, screen: createScreen({ write: (text) => written.push(text) }) };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}

const forever = new AbortController().signal;

describe("the screen", () => {
  it("holds what others write until it is free, and tells them", async () => {
    const { written, screen: shared } = screen();
    let freed = 0;
    shared.onFree(() => {
      freed += 1;
    });
    const answer = Promise.withResolvers<string>();
    const taken = shared.take(forever, (write) => {
      write("card ");
      return answer.promise;
    });
    await turns();
    shared.write("progress ");
    expect({ written: [...written], isTaken: shared.isTaken, freed }).toEqual({
      written: ["card "],
      isTaken: true,
      freed: 0,
    });
    answer.resolve("yes");
    expect(await taken).toBe("yes");
    shared.write("after");
    expect(written.join("")).toBe("card progress after");
    expect({ isTaken: shared.isTaken, freed }).toEqual({ isTaken: false, freed: 1 });
  });

  it("goes from one to the next in order, and is not free in between", async () => {
    const { written, screen: shared } = screen();
    const first = Promise.withResolvers<void>();
    const one = shared.take(forever, () => first.promise);
    const two = shared.take(forever, async (write) => write("two "));
    shared.write("held ");
    first.resolve();
    await Promise.all([one, two]);
    expect(written.join("")).toBe("two held ");
  });

  it("goes on to the next when one fails, and when one gives up waiting", async () => {
    const { written, screen: shared } = screen();
    const first = Promise.withResolvers<void>();
    const cancel = new AbortController();
    const failed = expect(shared.take(forever, () => first.promise)).rejects.toThrow("broken");
    const gone = expect(shared.take(cancel.signal, async (write) => write("never "))).rejects.toThrow("taken back");
    const third = shared.take(forever, async (write) => write("third "));
    await turns();
    cancel.abort(new Error("taken back"));
    await gone;
    expect(written).toEqual([]);
    first.reject(new Error("broken"));
    await Promise.all([failed, third]);
    expect(written).toEqual(["third "]);
  });
});
