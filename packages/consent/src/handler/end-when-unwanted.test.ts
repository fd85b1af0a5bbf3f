import { describe, expect, it } from "vitest";
import { testTurn } from "../testing/test-turn.ts";
import { endWhenUnwanted } from "./end-when-unwanted.ts";

const stuck = () => new Promise<never>(() => undefined);

describe("endWhenUnwanted", () => {
  it("ends a turn that is cancelled on the way, although the steps behind it never do", async () => {
    const cancel = new AbortController();
    const ended = endWhenUnwanted(testTurn({ signal: cancel.signal }), stuck);
    cancel.abort();
    await expect(ended).rejects.toMatchObject({ code: "cancelled" });
  });

  it("does not begin a turn that was cancelled before", async () => {
    await expect(endWhenUnwanted(testTurn({ signal: AbortSignal.abort() }), stuck)).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
