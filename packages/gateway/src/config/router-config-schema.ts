import { closestMatch } from "leven";
import * as z from "zod";
import * as core from "zod/v4/core";
import { PROVIDERS } from "../providers/providers.ts";
import { LONGEST_TIMER_MS } from "../shared/deadline.ts";
import { isRecord } from "../shared/is-record.ts";

const count = z.int().positive();
const milliseconds = z.int().positive().max(LONGEST_TIMER_MS);

const modelId = z.string().regex(/^[^/]+\/.+$/, "a model id is `provider/name`");
const baseURL = z.url({ protocol: /^https?$/, message: "a base URL begins with http:// or https://" });

/** What a provider and a deployment may say of where and how they are asked. */
const endpoint = {
  baseURL: baseURL.optional().describe("The whole base URL, path included."),
  apiKeyEnv: z.string().min(1).optional().describe("The variable that holds the key. Default: the provider's."),
  headers: z.record(z.string(), z.string()).optional().describe("Headers for each request. No place for a key."),
  apiVersion: z.string().min(1).optional().describe("The `api-version` of Azure's dated API."),
  drop: z.array(z.string()).optional().describe("Parameters that are not sent."),
  rename: z.record(z.string(), z.string()).optional().describe("Parameters that are sent under another name."),
};

const deployment = z.strictObject({
  model: modelId.describe("The model id: `provider/name`."),
  weight: z.number().nonnegative().optional().describe("Its share among deployments of the same order. Default: 1."),
  order: z.int().optional().describe("Lower is asked first. Default: 1."),
  rpm: count.optional().describe("Requests in a minute. Default: no limit."),
  tpm: count.optional().describe("Tokens in a minute. Default: no limit."),
  maxParallel: count.optional().describe("Requests at the same time. Default: no limit."),
  timeoutMs: milliseconds.optional().describe("Milliseconds for one attempt. Default: what is left of the deadline."),
  firstChunkTimeoutMs: milliseconds.optional().describe("Milliseconds to the first chunk of a stream."),
  params: z.record(z.string(), z.unknown()).optional().describe("Parameters for requests that do not say otherwise."),
  ...endpoint,
});

const lists = z.record(z.string(), z.array(z.string().min(1)).min(1)).optional();

const names: readonly string[] = PROVIDERS.map(({ name }) => name);

/** A name that the table does not have is a provider of one's own if it says where it is, else it is mistyped. */
const providers = z
  .record(z.string().regex(/^[\w.-]+$/), z.strictObject(endpoint))
  .superRefine((given, { addIssue }) => {
    for (const [name, { baseURL }] of Object.entries(given)) {
      if (baseURL !== undefined || names.includes(name)) continue;
      const message = `no provider has this name.${suggest(name, names)} One of your own needs a baseURL`;
      addIssue({ code: "custom", path: [name], message });
    }
  });

/** The name that was probably meant, as ` Did you mean rpm?`, or nothing when none is near. */
function suggest(seen: string, known: readonly string[]): string {
  const near = closestMatch(seen, known, { maxDistance: Math.ceil(seen.length / 2) });
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

const abilities = z.strictObject({
  tools: z.boolean().optional().describe("Takes tools."),
  forcedTools: z.boolean().optional().describe("Takes a choice of tools that forces a call."),
  jsonSchema: z.boolean().optional().describe("Takes a JSON Schema for its answer."),
});

const usd = z.number().nonnegative();
const price = z.strictObject({
  inputUsdPerMillion: usd.describe("US dollars for a million tokens of input."),
  outputUsdPerMillion: usd.describe("US dollars for a million tokens of output."),
  cachedInputUsdPerMillion: usd.optional().describe("US dollars for a million tokens that the provider had kept."),
});

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
  providers: providers.optional().describe("Where providers are, by name. A new name is a provider of your own."),
  can: z.record(modelId, abilities).optional().describe("What models can, by model id. Default: it is found out."),
  prices: z
    .record(modelId, price)
    .optional()
    .describe("Prices by model id, or by `provider/*` for all its other models."),
});

/** A field that the schema does not have is named itself, not the object that it stands in. */
export function toIssues(issue: core.$ZodIssue): { field: string; message: string }[] {
  // Not `z.core` or a part of `core` by name: either would bring all the languages of zod into a built server.
  if (issue.code !== "unrecognized_keys") return [{ field: core.toDotPath(issue.path), message: issue.message }];
  const schema: unknown = z.toJSONSchema(routerConfigSchema);
  return issue.keys.map((key) => {
    const hint = key === "apiKey" ? " Name the variable of the key: apiKeyEnv" : suggest(key, listFields(schema));
    return { field: core.toDotPath([...issue.path, key]), message: `no such field.${hint}` };
  });
}

/** All fields of the configuration. */
function listFields(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return [...own, ...Object.values(schema).flatMap(listFields)];
}

/** The JSON Schema by which an editor checks and completes a configuration file. */
export function toJSONSchema(): object {
  return { ...z.toJSONSchema(routerConfigSchema), title: "Configuration of a router of @kit/gateway" };
}
