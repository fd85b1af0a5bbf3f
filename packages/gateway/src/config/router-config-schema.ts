import * as z from "zod";
import * as core from "zod/v4/core";
import { PROVIDERS } from "../providers/providers.ts";
import { LONGEST_TIMER_MS } from "../shared/deadline.ts";

const count = z.int().positive();
const milliseconds = z.int().positive().max(LONGEST_TIMER_MS);

const deployment = z.strictObject({
  model: z
    .string()
    .regex(/^[^/]+\/.+$/, "a model id is `provider/name`")
    .describe("The model id: `provider/name`."),
  weight: z.number().nonnegative().optional().describe("Its share among deployments of the same order. Default: 1."),
  order: z.int().optional().describe("Lower is asked first. Default: 1."),
  rpm: count.optional().describe("Requests in a minute. Default: no limit."),
  tpm: count.optional().describe("Tokens in a minute. Default: no limit."),
  maxParallel: count.optional().describe("Requests at the same time. Default: no limit."),
  timeoutMs: milliseconds.optional().describe("Milliseconds for one attempt. Default: what is left of the deadline."),
  params: z.record(z.string(), z.unknown()).optional().describe("Parameters for requests that do not say otherwise."),
});

const lists = z.record(z.string(), z.array(z.string().min(1)).min(1)).optional();

const provider = z.strictObject({
  baseURL: z.url({ protocol: /^https?$/, message: "a base URL begins with http:// or https://" }).optional(),
  headers: z.record(z.string(), z.string()).optional().describe("Headers for each request. No place for a key."),
});

const names = PROVIDERS.map(({ name }) => name);

/** Not from `z.core`, which would bring all the languages of zod into a built server. */
export const toDotPath = core.toDotPath;

/** What a configuration file may say. Keys come from the environment: a file is no place for them. */
export const routerConfigSchema = z.strictObject({
  $schema: z.string().optional().describe("Where this schema is, for editors."),
  timeoutMs: milliseconds.optional().describe("Milliseconds for a whole call. Default: 120000."),
  groups: z
    .record(
      z.string().regex(/^[^/]+$/, "an alias has no slash: with one it would stand for a model"),
      z.array(deployment).min(1),
    )
    .optional()
    .describe("Deployments by alias."),
  fallbacks: lists.describe("When a model cannot be asked or fails: what to ask instead, by alias, model id or `*`."),
  contextWindowFallbacks: lists.describe("When the messages are too long for the model."),
  contentPolicyFallbacks: lists.describe("When the provider's content policy refuses."),
  retry: z
    .strictObject({
      retries: z.int().nonnegative().max(10).optional().describe("Default: 2."),
      initialDelayMs: milliseconds.optional().describe("Default: 500."),
      maxDelayMs: milliseconds.optional().describe("Default: 8000."),
    })
    .optional()
    .describe("The one retry loop."),
  cooldown: z
    .union([
      z.literal(false),
      z.strictObject({
        afterFailures: count.optional().describe("Default: 5."),
        durationMs: milliseconds.optional().describe("Default: 5000."),
      }),
    ])
    .optional()
    .describe("When a deployment cools down. False: never."),
  cache: z
    .strictObject({
      maxEntries: count.optional().describe("Default: 500."),
      ttlMs: milliseconds.optional().describe("Default: 600000."),
    })
    .optional()
    .describe("Answers to equal requests are kept. Default: nothing is kept."),
  providers: z.partialRecord(z.enum(names), provider).optional().describe("Where providers are, by name."),
  telemetry: z
    .union([z.literal(false), z.strictObject({ captureContent: z.boolean().optional() })])
    .optional()
    .describe("What is told to OpenTelemetry. False: nothing."),
});

/** The JSON Schema by which an editor checks and completes a configuration file. */
export function toJSONSchema(): object {
  return { ...z.toJSONSchema(routerConfigSchema), title: "Configuration of a router of @kit/gateway" };
}
