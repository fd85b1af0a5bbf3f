import { describe, expect, it } from "vitest";
import { type RouterSettings, reachableDeployments } from "./router-settings.ts";

const reachableModels = (names: string[], settings: RouterSettings) =>
  reachableDeployments(names, settings).map(({ model }) => model);

describe("the models that settings reach", () => {
  const settings = {
    groups: { fast: [{ model: "groq/m" }, { model: "ollama/m" }], smart: [{ model: "openai/m" }] },
    fallbacks: { fast: ["smart"], "*": ["mistral/m"] },
    contextWindowFallbacks: { "openai/m": ["gemini/m"] },
  };

  it("follow aliases and fallbacks, so that nobody is surprised where prompts go", () => {
    const reached = ["gemini/m", "groq/m", "mistral/m", "ollama/m", "openai/m"];
    expect(reachableModels(["fast"], settings).sort()).toEqual(reached);
    expect(reachableModels(["offline/x"], {})).toEqual(["offline/x"]);
  });

  it("are refused by a name that is neither an alias nor a model, with the aliases", () => {
    expect(() => reachableModels(["fats"], settings)).toThrow(
      expect.objectContaining({ kind: "invalid_model_id", message: expect.stringContaining("fast, smart") }),
    );
  });
});
