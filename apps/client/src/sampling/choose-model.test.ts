import { describe, expect, it } from "vitest";
import { matchHints } from "./choose-model.ts";

const models = ["offline/kit-offline-1", "anthropic/claude-haiku-x", "gemini/gemini-pro", "openai/gpt-x-mini"] as const;
const hints = (...names: string[]) => ({ hints: names.map((name) => ({ name })) });

describe("matchHints", () => {
  it.each([
    ["the first hint that matches", hints("haiku", "gpt"), "anthropic/claude-haiku-x", 'hint 1 "haiku" matches'],
    [
      "a later hint when the earlier ones match nothing",
      hints("grok", "MINI"),
      "openai/gpt-x-mini",
      'hint 2 "MINI" matches',
    ],
    ["the model in whose name the hint begins a word", hints("mini"), "openai/gpt-x-mini", 'hint 1 "mini" matches'],
    ["no model for the name of its provider alone", hints("openai"), models[0], "no hint of openai matches"],
    ["the provider's model when the hint names it", hints("openai/gpt"), "openai/gpt-x-mini", "matches"],
    ["the default when no hint matches", hints("grok", "llama"), models[0], "no hint of grok, llama matches"],
    ["the default without hints", undefined, models[0], "hints at none"],
    ["the default when a hint is empty", hints("", "  "), models[0], "hints at none"],
  ])("takes %s", (_what, preferences, model, reason) => {
    expect(matchHints(preferences, models)).toEqual({ model, reason: expect.stringContaining(reason) });
  });
});
