import { KitError, type SamplingMessage, type ToolResultContent, type ToolUseContent } from "@kit/protocol";
import { createLimit } from "../../create-limit.ts";
import { digestOf } from "../../digest.ts";
import type { SampleBase } from "../ask-once.ts";
import { check } from "../structured/schema.ts";
import type { SamplingTool } from "./sampling-tool.ts";

const MASKED = "The tool failed.";

type ToolUses = {
  uses: readonly ToolUseContent[];
  tools: readonly SamplingTool[];
  /** The conversation up to the uses: it makes the name of each step unlike any other. */
  messages: readonly SamplingMessage[];
  concurrency: number;
};

/** Runs the tools that the model calls, each in a `step`, and answers every call, in order. */
export async function runToolUses(
  { step, signal }: Pick<SampleBase, "step" | "signal">,
  { uses, tools, messages, concurrency }: ToolUses,
): Promise<ToolResultContent[]> {
  const limit = createLimit(concurrency);
  const conversation = digestOf(messages);
  return Promise.all(
    uses.map((use, index) =>
      limit(async () => {
        const outcome = await step(`tool ${use.name} ${conversation} ${index}`, () => runTool(use, tools, signal));
        return { type: "tool_result", toolUseId: use.id, ...outcome } satisfies ToolResultContent;
      }),
    ),
  );
}

type Outcome = Pick<ToolResultContent, "content" | "isError">;

/** An error goes to the model too, so that it can try something else; one without a code may hold secrets. */
async function runTool(use: ToolUseContent, tools: readonly SamplingTool[], signal: AbortSignal): Promise<Outcome> {
  const tool = tools.find(({ name }) => name === use.name);
  if (tool === undefined) {
    return failed(`There is no tool ${use.name}. There are: ${tools.map(({ name }) => name).join(", ")}.`);
  }
  const checked = await check(tool.inputSchema, use.input);
  if (checked.issues !== undefined) return failed(`Invalid input: ${checked.issues}.`);
  try {
    return { content: [toText(await tool.run(checked.value, { signal }))] };
  } catch (error) {
    return failed(error instanceof KitError ? error.message : MASKED);
  }
}

function failed(text: string): Outcome {
  return { content: [toText(text)], isError: true };
}

function toText(output: unknown): { type: "text"; text: string } {
  return { type: "text", text: typeof output === "string" ? output : (JSON.stringify(output) ?? "done") };
}
