import { expect, test } from "vitest";
import { parseModelId } from "./model-id.ts";
import { PROVIDERS } from "./providers/providers.ts";

test("splits at the first slash and leaves further slashes and colons to the name", () => {
  expect(parseModelId("openrouter/vendor/model:free")).toMatchObject({
    provider: { name: "openrouter" },
    name: "vendor/model:free",
  });
});

test("does not guess a provider from the name of the model", () => {
  expect(parseModelId("ollama/gpt-oss:20b").provider.name).toBe("ollama");
  expect(parseModelId("ollama/command-r").provider.name).toBe("ollama");
});

test.each(["gpt-x", "", "/", "openai/", "openai/ ", "/gpt-x"])(
  "refuses %j, shows the form and lists the providers",
  (id) => {
    expect(() => parseModelId(id)).toThrow(expect.objectContaining({ kind: "invalid_model_id", provider: undefined }));
    expect(() => parseModelId(id)).toThrow("provider/name");
    for (const { name } of PROVIDERS) expect(() => parseModelId(id)).toThrow(name);
  },
);

test.each(["opneai/gpt-x", "OpenAI/gpt-x", "constructor/x", "__proto__/x"])(
  "does not know the provider of %s and lists those it knows",
  (id) => {
    expect(() => parseModelId(id)).toThrow(expect.objectContaining({ kind: "unknown_provider" }));
    expect(() => parseModelId(id)).toThrow("openai, anthropic, gemini");
  },
);

test("says that GitHub Models is gone, and when it went", () => {
  expect(() => parseModelId("github/gpt-x")).toThrow(/retired on 2026-07-30/);
  expect(() => parseModelId("github/gpt-x")).toThrow(expect.objectContaining({ kind: "unknown_provider" }));
});
