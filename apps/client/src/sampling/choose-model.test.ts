import { describe, expect, it } from "vitest";
import { chooseModel } from "../../../../packages/consent/src/handler/choose-model.ts";
import type { SamplingTurn } from "../../../../packages/consent/src/handler/sampling-turn.ts";
import { testTurn } from "../../../../packages/consent/src/testing/test-turn.ts";
import { candidatesOf } from "../models/reachable-models.ts";

const config = { groups: { fast: [{ model: "groq/m" }] }, fallbacks: { "openai/big": ["gemini/big"] } };
const candidates = candidatesOf(["openai/big", "fast", "ollama/m"], config);

async function choose(models: string[] | undefined, hint?: string) {
  const turn = testTurn({
    ...(models && { ruling: { models } }),
    ...(hint && { request: { modelPreferences: { hints: [{ name: hint }] } } }),
  });
  let chosen: SamplingTurn | undefined;
  await chooseModel(candidates, () => undefined)(turn, (next) => {
    chosen = next;
    return Promise.reject(new Error("far enough"));
  }).catch((error) => {
    if (chosen === undefined) throw error;
  });
  return chosen?.model;
}

describe("chooseModel", () => {
  it.each([
    ["the first model when the policy names none", undefined, undefined, "openai/big"],
    ["a model that a pattern allows", ["OLLAMA/*"], undefined, "ollama/m"],
    ["an alias when all models behind it are allowed", ["groq/*"], undefined, "fast"],
    ["no model whose fallback leads out of what is allowed", ["openai/*", "ollama/m"], undefined, "ollama/m"],
    ["that model when its fallback is allowed too", ["openai/*", "gemini/*"], undefined, "openai/big"],
    ["no model that a hint names and the policy does not", ["ollama/m"], "big", "ollama/m"],
    ["no model by a part of a name without a star", ["ollama", "groq/m"], undefined, "fast"],
  ])("takes %s", async (_what, models, hint, expected) => {
    expect(await choose(models, hint)).toBe(expected);
  });

  it.each([
    ["names none of them", "mistral/*"],
    ["names the middle of a name", "llama/*"],
    ["is a regular expression", "ollama/."],
  ])("declines when the policy %s", async (_what, pattern) => {
    await expect(choose([pattern])).rejects.toMatchObject({ code: "declined" });
  });
});
