import { describe, expect, it } from "vitest";
import { PROVIDERS, type Provider } from "./providers.ts";
import { parseModelId } from "./resolve-provider.ts";

describe("the table of providers", () => {
  const rows: readonly Provider[] = PROVIDERS;

  it("no two providers share a name, none has a slash in it, none is retired", () => {
    const names = rows.map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.includes("/"))).toEqual([]);
  });

  it.each(rows)("$name has an https base URL, or is on loopback, or says where its base URL comes from", (row) => {
    const { baseURL } = row;
    const source =
      baseURL?.match(/^https:\/\/|^http:\/\/127\.0\.0\.1:/)?.[0] ?? row.baseURLEnv ?? row.fixes?.missing_base_url;
    expect(source).toBeTruthy();
    expect(URL.canParse(row.docsURL)).toBe(true);
  });

  it.each(rows.filter((row) => !row.worksWithoutKey))(
    "$name needs a key and names the variable that holds it",
    (row) => {
      expect(row.apiKeyEnv.length).toBeGreaterThan(0);
    },
  );

  it.each(rows.filter((row) => row.runsAt === "loopback"))("$name runs here and needs no key", (row) => {
    expect(row.worksWithoutKey).toBe(true);
  });
});

describe("a model id", () => {
  it("splits at the first slash and leaves further slashes and colons to the name", () => {
    expect(parseModelId("openrouter/vendor/model:free")).toMatchObject({
      provider: { name: "openrouter" },
      name: "vendor/model:free",
    });
  });

  it("does not guess a provider from the name of the model", () => {
    expect(parseModelId("ollama/gpt-oss:20b").provider.name).toBe("ollama");
    expect(parseModelId("ollama/command-r").provider.name).toBe("ollama");
  });

  it.each(["gpt-x", "", "/", "openai/", "openai/ ", "/gpt-x"])(
    "refuses %j, shows the form and lists the providers",
    (id) => {
      expect(() => parseModelId(id)).toThrow(
        expect.objectContaining({ kind: "invalid_model_id", provider: undefined }),
      );
      expect(() => parseModelId(id)).toThrow("provider/name");
      for (const { name } of PROVIDERS) expect(() => parseModelId(id)).toThrow(name);
    },
  );

  it.each(["opneai/gpt-x", "OpenAI/gpt-x", "constructor/x", "__proto__/x"])(
    "does not know the provider of %s and lists those it knows",
    (id) => {
      expect(() => parseModelId(id)).toThrow(expect.objectContaining({ kind: "unknown_provider" }));
      expect(() => parseModelId(id)).toThrow("openai, anthropic, gemini");
    },
  );
});
