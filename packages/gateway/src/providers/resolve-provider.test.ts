import { expect, test } from "vitest";
import { parseModelId } from "../model-id.ts";
import { resolveProvider } from "./resolve-provider.ts";
import type { ProviderSettings } from "./settings.ts";

const resolve = (id: string, settings: ProviderSettings) => resolveProvider(parseModelId(id), settings);

test("takes the first key that is not empty, without white space around it", () => {
  const env = { GEMINI_API_KEY: " ", GOOGLE_API_KEY: " second-key\n" };
  expect(resolve("gemini/m", { env }).apiKey).toBe("second-key");
  expect(resolve("gemini/m", { env: { ...env, GEMINI_API_KEY: "first-key" } }).apiKey).toBe("first-key");
});

test("a key that is meant for one provider goes to no other", () => {
  const env = { OPENAI_API_KEY: "for-openai", GROQ_API_KEY: "for-groq" };
  expect(resolve("groq/m", { env }).apiKey).toBe("for-groq");
  expect(() => resolve("mistral/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
  expect(resolve("ollama/m", { env }).apiKey).toBe("no-key-needed");
});

test("keeps what must not be shown: the key, and headers that hold one", () => {
  const headers = { Authorization: "Bearer header-token", "X-Api-Key": "header-key", "X-Title": "a test" };
  const settings = { env: { OPENAI_API_KEY: "env-key" }, providers: { openai: { headers } } };
  expect(resolve("openai/m", settings).secrets).toEqual(["env-key", "header-token", "header-key"]);
});

test("says which variable is missing, also when it is empty", () => {
  for (const env of [{}, { OPENAI_API_KEY: "" }, { OPENAI_API_KEY: "  " }]) {
    expect(() => resolve("openai/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
    expect(() => resolve("openai/m", { env })).toThrow("OPENAI_API_KEY");
  }
});

test("an empty key in the settings counts as absent", () => {
  const providers = { openai: { apiKey: "" } };
  expect(resolve("openai/m", { env: { OPENAI_API_KEY: "from-env" }, providers }).apiKey).toBe("from-env");
  expect(() => resolve("openai/m", { env: {}, providers })).toThrow(expect.objectContaining({ kind: "missing_key" }));
});

test("refuses a key that a header cannot carry, without showing it", () => {
  const env = { OPENAI_API_KEY: "first-line\nsecond-line" };
  expect(() => resolve("openai/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
  expect(() => resolve("openai/m", { env })).not.toThrow(/line/);
});

test("gives servers on this machine a placeholder for a key, and the real one if there is one", () => {
  expect(resolve("ollama/m", { env: {} }).apiKey).toBe("no-key-needed");
  expect(resolve("ollama/m", { env: { OLLAMA_API_KEY: "real-key" } }).apiKey).toBe("real-key");
});

test("the offline model has no address of its own and says how to give it one", () => {
  expect(() => resolve("offline/m", { env: {} })).toThrow(expect.objectContaining({ kind: "missing_base_url" }));
  expect(() => resolve("offline/m", { env: {} })).toThrow("`providers.offline.baseURL`");
});

test("custom reads its base URL and its key from the environment or from the settings", () => {
  const env = { CUSTOM_BASE_URL: "https://models.example/v1", CUSTOM_API_KEY: "custom-key" };
  expect(resolve("custom/m", { env })).toMatchObject({ baseURL: "https://models.example/v1", apiKey: "custom-key" });
  const providers = { custom: { baseURL: "http://127.0.0.1:9/v1", apiKey: "other" } };
  expect(resolve("custom/m", { env, providers })).toMatchObject({ baseURL: "http://127.0.0.1:9/v1", apiKey: "other" });
  expect(() => resolve("custom/m", { env: {} })).toThrow("CUSTOM_BASE_URL or `providers.custom.baseURL`");
});

test.each(["https://r.openai.azure.com", "https://r.openai.azure.com/", "https://r.openai.azure.com/openai/v1/"])(
  "adds Azure's path to %s when it is not there",
  (endpoint) => {
    const env = { AZURE_OPENAI_ENDPOINT: endpoint, AZURE_OPENAI_API_KEY: "k" };
    expect(resolve("azure/d", { env }).baseURL).toBe("https://r.openai.azure.com/openai/v1/");
  },
);

test.each(["nonsense", "ftp://host/v1", "https://user:pass-word@host/v1"])(
  "refuses %s as a base URL without showing it",
  (baseURL) => {
    const settings = { env: {}, providers: { custom: { baseURL } } };
    expect(() => resolve("custom/m", settings)).toThrow(expect.objectContaining({ kind: "missing_base_url" }));
    expect(() => resolve("custom/m", settings)).not.toThrow(/nonsense|pass-word/);
  },
);
