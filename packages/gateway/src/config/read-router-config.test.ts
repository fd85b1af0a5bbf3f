import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createRouter } from "../router/create-router.ts";
import type { RouterSettings } from "../router/router-settings.ts";
import { RouterConfigError, readRouterConfig } from "./read-router-config.ts";
import { toJSONSchema } from "./router-config-schema.ts";

describe("a configuration file", () => {
  const FULL = {
    timeoutMs: 60_000,
    groups: {
      fast: [
        {
          model: "groq/m",
          weight: 2,
          order: 1,
          rpm: 30,
          tpm: 6000,
          maxParallel: 4,
          timeoutMs: 9000,
          firstChunkTimeoutMs: 2000,
          params: { temperature: 0 },
          baseURL: "https://eu.example/v1",
          apiKeyEnv: "EU_KEY",
          headers: { "X-Title": "a test" },
          apiVersion: "2024-10-21",
          drop: ["seed"],
          rename: { max_tokens: "max_new_tokens" },
        },
      ],
    },
    fallbacks: { fast: ["offline/m"], "*": ["fast"] },
    contextWindowFallbacks: { fast: ["offline/m"] },
    contentPolicyFallbacks: { fast: ["offline/m"] },
    retry: { retries: 1, initialDelayMs: 100, maxDelayMs: 1000 },
    cooldown: { afterFailures: 3, durationMs: 1000 },
    cache: { maxEntries: 10, ttlMs: 1000 },
    providers: {
      offline: { baseURL: "http://127.0.0.1:1/v1" },
      openrouter: { headers: { "X-Title": "a test" } },
      "our-vllm": { baseURL: "http://10.0.0.3:8000/v1", apiKeyEnv: "VLLM_KEY" },
    },
    can: { "our-vllm/m": { tools: false, forcedTools: false, jsonSchema: true } },
    prices: { "our-vllm/*": { inputUsdPerMillion: 0.5, outputUsdPerMillion: 1.5, cachedInputUsdPerMillion: 0.1 } },
  } as const satisfies RouterSettings;

  it("every setting passes through as it is, from JSON or from text, and makes a router", async () => {
    const text = JSON.stringify({ $schema: "./kit.config.schema.json", ...FULL });
    expect(await readRouterConfig(text)).toEqual(FULL);
    expect(await readRouterConfig(FULL)).toEqual(FULL);
    expect(createRouter(await readRouterConfig(text)).snapshot().deployments).toHaveLength(1);
    expect(await readRouterConfig({ cooldown: false })).toEqual({ cooldown: false });
  });

  it.each<[string, unknown, string]>([
    ["a model without a provider", { groups: { fast: [{ model: "m" }] } }, "groups.fast[0].model"],
    [
      "a limit of nothing",
      { groups: { fast: [{ model: "groq/m" }, { model: "groq/m", rpm: 0 }] } },
      "groups.fast[1].rpm",
    ],
    ["an empty group", { groups: { fast: [] } }, "groups.fast"],
    [
      "an alias that looks like a model",
      { groups: { "offline/kit-offline-1": [{ model: "openai/x" }] } },
      'groups["offline/kit-offline-1"]',
    ],
    ["a field that nobody knows", { groups: { fast: [{ model: "groq/m", rmp: 3 }] } }, "groups.fast[0].rmp"],
    ["a section that nobody knows", { fallback: {} }, "fallback"],
    ["a list that is no list", { fallbacks: { fast: "smart" } }, "fallbacks.fast"],
    ["text for a number", { cache: { ttlMs: "5" } }, "cache.ttlMs"],
    ["a provider that nobody knows", { providers: { opnai: {} } }, "providers.opnai"],
    ["a base URL that is none", { providers: { custom: { baseURL: "localhost:8080" } } }, "providers.custom.baseURL"],
    ["a key, which belongs in the environment", { providers: { groq: { apiKey: "k" } } }, "providers.groq.apiKey"],
    ["retries without end", { retry: { retries: 1000 } }, "retry.retries"],
    ["a list in place of all", [], ""],
    ["text that is no JSON", "{ groups:", ""],
  ])("%s is refused, and the error names the field", async (_, json, field) => {
    const error = await readRouterConfig(json).catch((error: unknown) => error);
    if (!(error instanceof RouterConfigError)) throw error;
    expect([error.code, error.issues.map((issue) => issue.field)]).toEqual(["invalid_router_config", [field]]);
    expect(error.message).toContain(`\n  ${field || "the configuration"}: `);
  });

  it.each<[unknown, string]>([
    [{ groups: { fast: [{ model: "groq/m", rmp: 3 }] } }, "groups.fast[0].rmp: no such field. Did you mean rpm?"],
    [{ fallback: {} }, "fallback: no such field. Did you mean fallbacks?"],
    [{ cooldown: { duration: 3 } }, "cooldown.duration: no such field. Did you mean durationMs?"],
    [{ providers: { custom: { baseUrl: "x" } } }, "providers.custom.baseUrl: no such field. Did you mean baseURL?"],
    [{ providers: { opnai: {} } }, "providers.opnai: no provider has this name. Did you mean openai?"],
    [{ providers: { groq: { apiKey: "k" } } }, "providers.groq.apiKey: no such field. Name the variable"],
    [{ cache: { ttlMs: "5" } }, "cache.ttlMs: Invalid input: expected number, received string"],
    [
      { prices: { "custom/m": { inputUsdPerMillion: "1" } } },
      'prices["custom/m"].inputUsdPerMillion: Invalid input: expected number',
    ],
  ])("%j is refused with what was probably meant", async (json, words) => {
    await expect(readRouterConfig(json)).rejects.toThrow(words);
  });

  it("the schema for editors is the one of the code; `pnpm write-schema` writes it again", async () => {
    const file = await readFile(new URL("../../kit.config.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(toJSONSchema())));
  });
});
