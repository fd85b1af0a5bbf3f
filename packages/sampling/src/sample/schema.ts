import { type ContentBlock, isRecord, parseJson, type ToolUseContent } from "@kit/protocol";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

/** A Standard Schema that can emit JSON Schema, such as any of zod's. */
export type Schema<Input = unknown, Output = Input> = {
  readonly "~standard": StandardSchemaV1.Props<Input, Output> & StandardJSONSchemaV1.Props<Input, Output>;
};

/** What a schema turns its input into. */
export type InferOutput<Value extends Schema> = StandardSchemaV1.InferOutput<Value>;

/** A value that fits its schema, or what is wrong with it, in one line. */
export type Checked<Output> = { value: Output; issues?: undefined } | { issues: string };

/** Checks a value against a schema. */
export async function check<Value extends Schema>(schema: Value, input: unknown): Promise<Checked<InferOutput<Value>>> {
  const result = await schema["~standard"].validate(input);
  if (result.issues === undefined) return { value: result.value as InferOutput<Value> };
  return { issues: result.issues.map(describe).join("; ") };
}

function describe({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment));
  return keys.length > 0 ? `${keys.join(".")}: ${message}` : message;
}

/** The JSON Schema of what goes into a schema. */
export function jsonSchemaOf(schema: Schema): Record<string, unknown> {
  const { $schema: _, ...jsonSchema } = schema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  return jsonSchema;
}

/** The `_meta` key under which a tool use keeps what the model wrote in place of a JSON object. */
export const INVALID_JSON_META_KEY = "kit/invalid-json";

/** What is wrong with the input of a tool use that was cut, or was no JSON object: its `input` is empty then. */
export function describeInvalidInput({ _meta }: ToolUseContent): string | undefined {
  const written = _meta?.[INVALID_JSON_META_KEY];
  return written === undefined ? undefined : `it is no whole JSON object: ${String(written).slice(0, 200)}`;
}

/** The name of the tool that a model calls to give its answer as data. */
export const FINAL_ANSWER = "final_answer";

/** How the instructions to a model without tools begin. */
export const ANSWER_WITH_JSON = "Answer with JSON that fits this JSON Schema, and write nothing else:\n";

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
  const unwrap = (input: unknown) =>
    !isObject && isRecord(input) && Object.hasOwn(input, "value") ? input.value : input;

  return {
    tool: { name: FINAL_ANSWER, description: "Give your answer by calling this tool.", inputSchema },
    instructions: ANSWER_WITH_JSON + JSON.stringify(inputSchema),
    async read(content) {
      const used = content.find(
        (block): block is ToolUseContent => block.type === "tool_use" && block.name === FINAL_ANSWER,
      );
      const invalid = used && describeInvalidInput(used);
      if (invalid !== undefined) return { issues: invalid };
      if (used) return check(schema, unwrap(used.input));
      const parsed = parseJsonAnswer(content.map((block) => (block.type === "text" ? block.text : "")).join("\n"));
      return parsed && check(schema, unwrap(parsed.json));
    },
  };
}

/** Definitions stay at the root, where references look for them. */
function wrap({ $defs, ...value }: Record<string, unknown>): Record<string, unknown> {
  return { type: "object", properties: { value }, required: ["value"], ...($defs !== undefined && { $defs }) };
}

/**
 * Finds the JSON in a model's answer, behind its thoughts: the whole of it, else the last code fence that holds some, else
 * from the first bracket or the last line that begins with one to the last bracket. `undefined` if there is none.
 */
function parseJsonAnswer(text: string): { json: unknown } | undefined {
  const said = text.replace(/^[\s\S]*<\/think(?:ing)?>/i, "");
  const fenced = [...said.matchAll(/```(?:json)?\s*\n?([\s\S]*?)```/gi)].map(([, inside = ""]) => inside);
  const lines = [...said.matchAll(/^[ \t]*[{[]/gm)].map(({ index }) => index);
  const end = Math.max(said.lastIndexOf("}"), said.lastIndexOf("]")) + 1;
  const bracketed = [said.search(/[{[]/), ...lines.slice(-MOST_LINES).reverse()].map((start) => said.slice(start, end));
  for (const candidate of [said, ...fenced.reverse(), ...bracketed]) {
    const json = parseJson(candidate);
    if (json !== undefined) return { json };
  }
  return undefined;
}

/** So that a long answer in brackets is not read once for each of its lines. */
const MOST_LINES = 8;
