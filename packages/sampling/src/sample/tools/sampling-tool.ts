import type { InferOutput, Schema } from "../structured/schema.ts";

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
