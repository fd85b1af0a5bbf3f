import type { ModelPreferences } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { testDecision, testPrompt, testRequest } from "../testing/requests.ts";
import { type Candidate, chooseModel } from "./choose-model.ts";

const candidate = (model: string, ...ids: string[]): Candidate => ({ model, ids: ids.length > 0 ? ids : [model] });
const offline = candidate("offline/kit-offline-1");
const models = [
  offline,
  candidate("anthropic/claude-haiku-x"),
  candidate("gemini/gemini-pro"),
  candidate("openai/gpt-x-mini"),
];
const hints = (...names: string[]) => ({ hints: names.map((name) => ({ name })) });

function choose(preferences: ModelPreferences | undefined, candidates: readonly Candidate[], allowed?: string[]) {
  const prompt = testPrompt(testRequest("?", preferences && { modelPreferences: preferences }));
  const { model, reason } = chooseModel(prompt, testDecision({ models: allowed }), candidates);
  return { model, reason };
}

describe("chooseModel, by what the server would like,", () => {
  it.each([
    ["the first hint that matches", hints("haiku", "gpt"), "anthropic/claude-haiku-x", 'hint 1 "haiku" matches'],
    [
      "a later hint when the earlier ones match nothing",
      hints("gpt-9", "MINI"),
      "openai/gpt-x-mini",
      'hint 2 "MINI" matches, because hint 1 "gpt-9" matches nothing allowed',
    ],
    ["the model in whose name the hint begins a word", hints("mini"), "openai/gpt-x-mini", 'hint 1 "mini" matches'],
    ["the provider's model when the hint names it", hints("openai/gpt"), "openai/gpt-x-mini", "matches"],
    ["a named model before an equal of an earlier hint", hints("sonnet", "mini"), "openai/gpt-x-mini", "hint 2"],
    [
      "an equal of another provider",
      hints("sonnet"),
      "gemini/gemini-pro",
      'it is a medium model as hint 1 "sonnet" is',
    ],
    ["no model for the name of its provider alone", hints("openai"), offline.model, "no model allowed matches openai"],
    ["the default when no hint matches", hints("foo", "bar"), offline.model, "no model allowed matches foo, bar"],
    ["the default without hints", undefined, offline.model, "hints at none"],
    ["the default when a hint is empty", hints("", "  "), offline.model, "hints at none"],
    ["the cheapest", { costPriority: 1 }, offline.model, "it is the best for cost 1"],
    ["the most capable", { intelligencePriority: 0.3 }, "gemini/gemini-pro", "it is the best for intelligence 0.3"],
    [
      "the best of several priorities",
      { costPriority: 0.3, intelligencePriority: 0.7 },
      "gemini/gemini-pro",
      "the best for cost 0.3, intelligence 0.7",
    ],
    ["the default when all priorities are 0", { costPriority: 0 }, offline.model, "so the default"],
    [
      "what the hints say, although the priorities say otherwise",
      { ...hints("haiku"), intelligencePriority: 1 },
      "anthropic/claude-haiku-x",
      "hint 1",
    ],
    [
      "the priorities when no hint matches",
      { ...hints("foo"), intelligencePriority: 1 },
      "gemini/gemini-pro",
      "no model allowed matches foo, and it is the best for intelligence 1",
    ],
  ])("takes %s", (_what, preferences, model, reason) => {
    expect(choose(preferences, models)).toEqual({ model, reason: expect.stringContaining(reason) });
  });

  it("matches an alias by its own name and by the models behind it", () => {
    const fast = candidate("fast", "anthropic/claude-haiku-x");
    expect(choose(hints("fast"), [offline, fast]).model).toBe("fast");
    expect(choose(hints("haiku"), [offline, fast]).model).toBe("fast");
    expect(choose({ intelligencePriority: 1 }, [offline, fast]).model).toBe("fast");
  });

  it("weighs nothing when only one model is allowed", () => {
    const preferences = { ...hints("sonnet"), intelligencePriority: 1 };
    expect(choose(preferences, [offline])).toEqual({
      model: offline.model,
      reason: "the only model allowed; the server hints at sonnet",
    });
  });
});

describe("chooseModel, by what the policy allows,", () => {
  const named = [
    candidate("openai/big", "openai/big", "gemini/big"),
    candidate("fast", "groq/m"),
    candidate("ollama/m"),
  ];

  it.each([
    ["the first model when the policy names none", undefined, undefined, "openai/big"],
    ["a model that a pattern allows", ["OLLAMA/*"], undefined, "ollama/m"],
    ["an alias when all models behind it are allowed", ["groq/*"], undefined, "fast"],
    ["no model whose fallback leads out of what is allowed", ["openai/*", "ollama/m"], undefined, "ollama/m"],
    ["that model when its fallback is allowed too", ["openai/*", "gemini/*"], undefined, "openai/big"],
    ["no model that a hint names and the policy does not", ["ollama/m"], "big", "ollama/m"],
    ["no model by a part of a name without a star", ["ollama", "groq/m"], undefined, "fast"],
  ])("takes %s", (_what, allowed, hint, expected) => {
    expect(choose(hint === undefined ? undefined : hints(hint), named, allowed).model).toBe(expected);
  });

  it.each([
    ["names none of them", "mistral/*"],
    ["names the middle of a name", "llama/*"],
    ["is a regular expression", "ollama/."],
  ])("declines when the policy %s", (_what, pattern) => {
    expect(() => choose(undefined, named, [pattern])).toThrow(expect.objectContaining({ code: "declined" }));
  });
});
