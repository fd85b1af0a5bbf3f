import * as z from "zod";
import { contentBlockSchema } from "./content-block.ts";

const priority = z.number().min(0).max(1);

/** One message of the conversation to sample from. There is no `system` role: use `systemPrompt`. */
export const samplingMessageSchema = z.looseObject({
  role: z.enum(["user", "assistant"]),
  content: z.union([contentBlockSchema, z.array(contentBlockSchema).min(1)]),
});

/** Which model the server would like. The client decides. */
export const modelPreferencesSchema = z.looseObject({
  /** Substrings of model names, evaluated in order: the first match wins. */
  hints: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  costPriority: priority.optional(),
  speedPriority: priority.optional(),
  intelligencePriority: priority.optional(),
});

const toolSchema = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  inputSchema: z.looseObject({ type: z.literal("object") }),
});

/**
 * The params of `sampling/createMessage`.
 * Spec: `CreateMessageRequestParams`, the same on 2025-11-25 and 2026-07-28.
 */
export const samplingRequestSchema = z.looseObject({
  messages: z.array(samplingMessageSchema).min(1),
  /** The most tokens the model may generate. The client must respect it and may sample fewer. */
  maxTokens: z.int().positive(),
  systemPrompt: z.string().optional(),
  temperature: z.number().min(0).optional(),
  stopSequences: z.array(z.string()).optional(),
  modelPreferences: modelPreferencesSchema.optional(),
  /** Passed to the provider as it is, for example `{ top_p: 0.9 }`. */
  metadata: z.record(z.string(), z.unknown()).optional(),
  includeContext: z.enum(["none", "thisServer", "allServers"]).optional(),
  /** Only if the client declared `sampling.tools`. */
  tools: z.array(toolSchema).optional(),
  toolChoice: z.looseObject({ mode: z.enum(["auto", "required", "none"]).optional() }).optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

export type SamplingMessage = z.infer<typeof samplingMessageSchema>;
export type ModelPreferences = z.infer<typeof modelPreferencesSchema>;
export type SamplingRequest = z.infer<typeof samplingRequestSchema>;
