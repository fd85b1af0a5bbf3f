import { KitError } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { toSafeError } from "./to-safe-error.ts";

describe("toSafeError", () => {
  it("keeps the words of an error without a code here", () => {
    const cause = new Error("postgres://user:password@host");
    const error = toSafeError(cause);
    expect(error).toMatchObject({ code: "sampling_failed", cause });
    expect(error.message).not.toContain("postgres");
  });

  it("lets an error of the kit out as it is", () => {
    const error = new KitError("declined", "The person said no.");
    expect(toSafeError(error)).toBe(error);
  });
});
