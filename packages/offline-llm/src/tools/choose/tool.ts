import type { JsonSchema } from "../json-schema/json-schema.ts";

/** A function that may be called. */
export interface Tool {
  name: string;
  description: string;
  parameters: JsonSchema;
}

/** Whether to call: `mode` as in OpenAI's `tool_choice`; `only` names the functions that may be called. */
export interface ToolChoice {
  mode: "none" | "auto" | "required";
  only?: readonly string[];
}
