import * as z from "zod";
import { contentBlockSchema } from "./content-block.ts";

/**
 * The result of `sampling/createMessage`.
 * Spec: `CreateMessageResult`, the same on 2025-11-25 and 2026-07-28.
 */
export const samplingResultSchema = z.looseObject({
  role: z.enum(["user", "assistant"]),
  content: z.union([contentBlockSchema, z.array(contentBlockSchema)]),
  /** The model that really answered. */
  model: z.string(),
  /** `endTurn`, `stopSequence`, `maxTokens`, `toolUse`, or a word of the provider's own. */
  stopReason: z.string().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

export type SamplingResult = z.infer<typeof samplingResultSchema>;

/** The `_meta` key under which the kit's client reports tokens and cost, for which the spec has no field. */
export const USAGE_META_KEY = "kit/usage";

/** What a reply used: counted by the provider, absent if it did not say. */
export const usageSchema = z.object({
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  /** In US dollars. Absent when nobody knows the price. */
  costUsd: z.number().nonnegative().optional(),
});

export type Usage = z.infer<typeof usageSchema>;
