import { describe, expect, it } from "vitest";
import { TEST_ORIGIN } from "../testing/test-origin.ts";
import { testTurn } from "../testing/test-turn.ts";
import { requireCall } from "./require-call.ts";

describe("requireCall", () => {
  it("refuses a request that belongs to no open tool call, and lets others pass", async () => {
    const passed = new Error("passed");
    const pass = () => Promise.reject(passed);
    const outside = testTurn({ origin: { ...TEST_ORIGIN, calls: [] } });
    await expect(requireCall(outside, pass)).rejects.toMatchObject({ code: "declined" });
    await expect(requireCall(testTurn(), pass)).rejects.toBe(passed);
  });
});
