import type { ContentBlock, ToolUseContent } from "@kit/protocol";
import { parseJsonAnswer } from "./parse-json-answer.ts";
import { type Checked, check, type InferOutput, jsonSchemaOf, type Schema } from "./schema.ts";

/** The name of the tool that a model calls to give its answer as data. */
export const FINAL_ANSWER = "final_answer";

/** How an answer is asked for and read as data. */
export type FinalAnswer<Output> = {
  /** The tool that a model must call to answer. */
  tool: { name: string; description: string; inputSchema: Record<string, unknown> };
  /** For a model without tools: what its instructions say. */
  instructions: string;
  /** Reads what a model answered; `undefined` if it did not try to. */
  read: (content: readonly ContentBlock[]) => Promise<Checked<Output> | undefined>;
};

/** Makes data out of answers that fit a schema. A tool's input is an object, so anything else is put into one. */
export function createFinalAnswer<Value extends Schema>(schema: Value): FinalAnswer<InferOutput<Value>> {
  const own = jsonSchemaOf(schema);
  const isObject = own.type === "object";
  const inputSchema = isObject ? own : wrap(own);
  const unwrap = (input: unknown) => (isObject ? input : unwrapped(input));

  return {
    tool: { name: FINAL_ANSWER, description: "Give your answer by calling this tool.", inputSchema },
    instructions: `Answer with JSON that fits this JSON Schema, and write nothing else:\n${JSON.stringify(inputSchema)}`,
    async read(content) {
      const used = content.find(
        (block): block is ToolUseContent => block.type === "tool_use" && block.name === FINAL_ANSWER,
      );
      if (used) return check(schema, unwrap(used.input));
      const text = content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
      const parsed = parseJsonAnswer(text);
      return parsed && check(schema, unwrap(parsed.json));
    },
  };
}

/** Definitions stay at the root, where references look for them. */
function wrap({ $defs, ...value }: Record<string, unknown>): Record<string, unknown> {
  return { type: "object", properties: { value }, required: ["value"], ...($defs !== undefined && { $defs }) };
}

function unwrapped(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, "value")) return input;
  return Reflect.get(input, "value");
}
