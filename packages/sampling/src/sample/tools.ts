import {
  type ContentBlock,
  KitError,
  type SamplingMessage,
  type ToolResultContent,
  type ToolUseContent,
} from "@kit/protocol";
import { createLimit } from "../budget.ts";
import type { Carrier } from "../carrier.ts";
import { digestOf } from "../digest.ts";
import { check, describeInvalidInput, type InferOutput, jsonSchemaOf, type Schema } from "./schema.ts";

const MASKED = "The tool failed.";

/** A tool that the model may call while it is sampled: a plain function with a schema. It is not an MCP tool. */
export type SamplingTool<Input extends Schema = Schema> = {
  name: string;
  description: string;
  inputSchema: Input;
  // A method, so that a tool of one schema is a tool of any: its input is checked before it is called.
  /** What it returns goes to the model: text as it is, anything else as JSON. */
  run(input: InferOutput<Input>, context: { signal: AbortSignal }): unknown;
};

/** Declares a tool for the model, keeping the exact type of its input. */
export function defineSamplingTool<Input extends Schema>(tool: SamplingTool<Input>): SamplingTool<Input> {
  return tool;
}

/**
 * The tools as the request declares them: without what runs them, and with the schema as JSON Schema.
 *
 * @throws {KitError} "client_cannot_use_tools" when the client did not declare `sampling.tools`.
 */
export function offerTools({ canUseTools }: Carrier, tools: readonly Omit<SamplingTool, "run">[]): object[] {
  if (tools.length > 0 && !canUseTools) {
    throw new KitError(
      "client_cannot_use_tools",
      "This tool gives the client's model tools, and the client did not declare sampling.tools. Use a client that does.",
    );
  }
  return tools.map(({ name, description, inputSchema }) => ({
    ...{ name, description },
    inputSchema: jsonSchemaOf(inputSchema),
  }));
}

/** The calls of tools among the blocks of an answer. */
export function toolUsesOf(content: readonly ContentBlock[]): ToolUseContent[] {
  return content.filter((block): block is ToolUseContent => block.type === "tool_use");
}

type ToolUses = {
  uses: readonly ToolUseContent[];
  tools: readonly SamplingTool[];
  /** The conversation up to the uses: it makes the name of each step unlike any other. */
  messages: readonly SamplingMessage[];
  concurrency: number;
};

/** Runs the tools that the model calls, each in a `step`, and answers every call, in order. */
export async function runToolUses(
  { step, lifetime }: Carrier,
  { uses, tools, messages, concurrency }: ToolUses,
): Promise<ToolResultContent[]> {
  const limit = createLimit(concurrency);
  const conversation = digestOf(messages);
  return Promise.all(
    uses.map((use, index) =>
      limit(async () => {
        const outcome = await step(`tool ${use.name} ${conversation} ${index}`, () =>
          runTool(use, tools, lifetime.signal),
        );
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
  const invalid = describeInvalidInput(use);
  const checked = invalid === undefined ? await check(tool.inputSchema, use.input) : { issues: invalid };
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
