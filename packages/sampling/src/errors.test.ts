import { ERROR_CODES, type ErrorCode, KitError, type Meets, toDeclinedResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ToolContext } from "./sample/tool.ts";
import { defineSamplingTool } from "./sample/tools.ts";
import { type Answer, CARRIERS, type Drive, type TestCall, type ToolFunction, testCall } from "./testing/drive.ts";
import { textResult } from "./testing/sample-with.ts";

/** A way to come to an error: what the tool does, how the client answers, and what the call is like. */
type Scenario = { run: ToolFunction<unknown>; answer?: Answer; call?: Partial<TestCall> };

const ask: ToolFunction<unknown> = ({ sample }) => sample("question");
const look = defineSamplingTool({ name: "look", description: "Looks.", inputSchema: z.object({}), run: () => "seen" });

async function askForever({ sample }: ToolContext): Promise<never> {
  for (let number = 1; ; number += 1) await sample(`question ${number}`);
}

function askTheTime() {
  let runs = 0;
  return async ({ sample }: ToolContext) => sample(`It is ${++runs} o'clock.`);
}

const SCENARIOS: Partial<Record<ErrorCode, () => Scenario>> = {
  client_cannot_sample: () => ({ run: ask, call: { canSample: false } }),
  client_cannot_use_tools: () => ({
    run: ({ sample }) => sample("question", { tools: [look] }),
    call: { canUseTools: false },
  }),
  invalid_request: () => ({ run: ({ sample }) => sample("question", { maxTokens: -1 }) }),
  invalid_reply: () => ({ run: ask, answer: () => ({ role: "assistant" }) as never }),
  empty_reply: () => ({ run: ask, answer: () => textResult(" ") }),
  invalid_structured_output: () => ({
    run: ({ sample }) => sample("question", { schema: z.object({ a: z.number() }) }),
  }),
  budget_exhausted: () => ({ run: askForever }),
  replay_diverged: () => ({ run: askTheTime() }),
  duplicate_step: () => ({ run: async ({ step }) => [await step("one", () => 1), await step("one", () => 2)] }),
  sample_in_step: () => ({ run: ({ sample, step }) => step("ask", async () => (await sample("question")).text) }),
  step_not_serializable: () => ({ run: ({ step }) => step("now", () => new Date()) }),
};

/** Who meets the error, as the table says it. */
async function whoMeets(code: ErrorCode, drive: Drive, { run, answer, call }: Scenario): Promise<Meets> {
  const catching: ToolFunction<string> = (context) =>
    run(context).then(
      () => "nobody",
      (error: KitError) => error.code,
    );
  try {
    const { value } = await drive(catching, answer ?? (() => textResult("Yes.")), { ...testCall(), ...call });
    return value === code ? "tool" : "never";
  } catch (error) {
    expect(error).toMatchObject({ code });
    return "call";
  }
}

describe.each(Object.entries(SCENARIOS))("%s", (code, scenario) => {
  const row = ERROR_CODES[code as ErrorCode];

  it.each(CARRIERS)(`is met on %s as the table of error codes says`, async (carrier, drive) => {
    expect(await whoMeets(code as ErrorCode, drive, scenario())).toBe(row[carrier]);
  });
});

describe("a client that declines with a stop reason", () => {
  it.each(CARRIERS)("rejects the tool's sample() with the same error on %s", async (_carrier, drive) => {
    const refusal = new KitError("declined", "The user said no.", { data: { rule: "ask" } });
    const run: ToolFunction<unknown> = ({ sample }) => sample("question").catch((error: KitError) => ({ ...error }));
    const { value } = await drive(run, () => toDeclinedResult(refusal), testCall());
    expect(value).toMatchObject({ code: "declined", isRetryable: false, data: { rule: "ask" } });
  });

  it.each(CARRIERS)("says so without the kit's own _meta on %s", async (_carrier, drive) => {
    const answer = () => ({ ...textResult(""), stopReason: "declined" });
    await expect(drive(ask, answer, testCall())).rejects.toMatchObject({ code: "declined" });
  });
});
