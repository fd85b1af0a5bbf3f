import { describe, expect, it } from "vitest";
import { allowedByBoth, allowsModel } from "./rules.ts";

const MODELS = ["openai/gpt-x", "openai/gpt-x-mini", "azure/gpt-x-mini", "ollama/llama", "abc", "a", ""];
const LISTS = [
  ["*"],
  ["openai/*"],
  ["*-mini"],
  ["openai/gpt-x"],
  ["*gpt*", "a*c"],
  ["ab*bc"],
  ["ab*", "ollama/*"],
  ["a*"],
  ["*c"],
  ["*bc"],
];

describe("allowsModel", () => {
  it.each<[string, string, boolean]>([
    ["openai/gpt-x", "openai/gpt-x", true],
    ["OpenAI/GPT-x", "openai/gpt-X", true],
    ["openai/gpt", "openai/gpt-x", false],
    ["gpt-x", "openai/gpt-x", false],
    ["openai/*", "openai/gpt-x", true],
    ["*/gpt-*-mini", "azure/gpt-x-mini", true],
    ["*/gpt-*-mini", "azure/gpt-mini", false],
    ["*mini*", "gemini/x", true],
    ["ab*bc", "abc", false],
    ["**", "", true],
    ["a.c", "abc", false],
    ["openai/* & *-mini", "openai/gpt-x-mini", true],
    ["openai/* & *-mini", "openai/gpt-x", false],
  ])("%j, %j: %s", (pattern, model, isAllowed) => {
    expect(allowsModel([pattern], model)).toBe(isAllowed);
  });

  it("allows all without patterns, none with an empty list, and what one of several allows", () => {
    expect([allowsModel(undefined, "x/y"), allowsModel([], "x/y"), allowsModel(["a/*", "x/*"], "x/y")]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe("allowedByBoth", () => {
  it("allows exactly what all of up to three lists allow", () => {
    for (const one of LISTS)
      for (const two of LISTS)
        for (const three of LISTS) {
          const both = [allowedByBoth(allowedByBoth(one, two), three), allowedByBoth(one, allowedByBoth(two, three))];
          const expected = MODELS.filter((model) => [one, two, three].every((list) => allowsModel(list, model)));
          for (const all of both) {
            const allowed = MODELS.filter((model) => allowsModel(all, model));
            expect(allowed, JSON.stringify([one, two, three])).toEqual(expected);
          }
        }
  });

  it("keeps the list that says enough", () => {
    const one = ["openai/*"];
    expect(allowedByBoth(one, ["*"])).toBe(one);
    expect(allowedByBoth(["*"], one)).toBe(one);
    expect(allowedByBoth(undefined, one)).toBe(one);
    expect(allowedByBoth(one, undefined)).toBe(one);
    expect(allowedByBoth(undefined, undefined)).toBeUndefined();
  });
});
