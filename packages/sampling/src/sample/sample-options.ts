import type { ModelPreferences } from "@kit/protocol";
import type { Schema } from "./structured/schema.ts";
import type { SamplingTool } from "./tools/sampling-tool.ts";

/** Options of one question; the field names are those of `sampling/createMessage`. */
export type SampleOptions = {
  /** The most tokens the model may generate. Default: 1,000. */
  maxTokens?: number | undefined;
  /** Instructions to the model. The client may change or drop them. */
  systemPrompt?: string | undefined;
  /** How freely the model chooses its words. Newer models refuse it; the client then drops it. */
  temperature?: number | undefined;
  /** Where the model is to stop. */
  stopSequences?: string[] | undefined;
  /** Which model you would like. The client decides. */
  modelPreferences?: ModelPreferences | undefined;
  /** Further parameters for the provider, such as `{ top_p: 0.9 }`. The client passes on those it knows. */
  metadata?: Record<string, unknown> | undefined;
  /** How long to wait for an answer, in milliseconds. Default: ten minutes. On round trip the client's limit counts. */
  timeoutMs?: number | undefined;
};

/** Options of `sample()` that make it run tools. */
export type ToolOptions = {
  /** What the model may call. Needs a client that declares `sampling.tools`. */
  tools?: readonly SamplingTool[] | undefined;
  /** Whether the model must call a tool first. Default: `auto`, the model decides. */
  toolChoice?: "auto" | "required" | undefined;
  /** How often the model may be asked; the last time it must answer. Default: 6, and what is left of the budget. */
  maxToolRounds?: number | undefined;
  /** How many tools may run at once. Default: 8. */
  toolConcurrency?: number | undefined;
};

/** Options of `sample()` that make its answer data. */
export type ValueOptions<Value extends Schema> = {
  /** What the answer must be: zod, or any Standard Schema that can emit JSON Schema. */
  schema: Value;
  /** How often a model that answers something else is told so and asked again. Default: 2. */
  maxRetries?: number | undefined;
};
