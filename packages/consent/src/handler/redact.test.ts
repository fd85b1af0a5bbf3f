import { describe, expect, it } from "vitest";
import { createPolicy } from "../policy/create-policy.ts";
import { testTurn } from "../testing/test-turn.ts";
import { redact } from "./redact.ts";
import type { SamplingTurn } from "./sampling-turn.ts";

describe("redact", () => {
  it("hands on a request without what may not leave, and how often that was found", async () => {
    const policy = createPolicy({ policy: {} });
    const ruling = policy.decide({ server: "kit", tools: ["summarize"] });
    const turn = testTurn({ ruling, request: { systemPrompt: "Write to ann@example.org and bob@example.org." } });
    let seen: SamplingTurn | undefined;
    await redact(policy)(turn, (next) => {
      seen = next;
      return Promise.reject(new Error("far enough"));
    }).catch(() => undefined);
    expect(seen?.request.systemPrompt).not.toContain("@");
    expect(seen?.redacted).toEqual({ "email-addresses": 2 });
  });
});
