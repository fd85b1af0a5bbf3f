import { expect, test } from "vitest";
import { hasKey } from "./has-key.ts";
import { isHosted } from "./is-hosted.ts";
import { listProviders } from "./list-providers.ts";
import type { Provider } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";
import type { ProviderSettings } from "./settings.ts";

const rows: readonly Provider[] = PROVIDERS;

function status(name: string, settings: ProviderSettings) {
  return listProviders(settings).find(({ provider }) => provider.name === name);
}

test("lists every provider once, in the order of the table", () => {
  expect(listProviders({ env: {} }).map(({ provider }) => provider.name)).toEqual(rows.map((row) => row.name));
});

test("without keys only servers on this machine and the proxy are ready", () => {
  const ready = listProviders({ env: {} }).filter(({ isReady }) => isReady);
  expect(ready.map(({ provider }) => provider.name)).toEqual([
    "litellm_proxy",
    "ollama",
    "lmstudio",
    "llamacpp",
    "vllm",
  ]);
});

test("finds keys in the environment and in the settings; an empty one is none", () => {
  expect(status("groq", { env: { GROQ_API_KEY: "k" } })).toMatchObject({ hasKey: true, isReady: true });
  expect(status("groq", { env: { GROQ_API_KEY: "" } })).toMatchObject({ hasKey: false, isReady: false });
  expect(status("groq", { env: {}, providers: { groq: { apiKey: "k" } } })).toMatchObject({ hasKey: true });
  const gemini = rows.find((row) => row.name === "gemini");
  expect(gemini && hasKey(gemini, { GEMINI_API_KEY: "", GOOGLE_API_KEY: "k" })).toBe(true);
});

test("a hosted provider is hosted, and so is a proxy on this machine", () => {
  const hosted = rows.filter((row) => isHosted(row, { env: {} })).map((row) => row.name);
  expect(hosted).toContain("openai");
  expect(hosted).toContain("litellm_proxy");
  expect(hosted).not.toContain("ollama");
  expect(status("openai", { env: {}, providers: { openai: { baseURL: "http://127.0.0.1:1/v1" } } })?.isHosted).toBe(
    true,
  );
});

test.each([
  ["http://127.0.0.1:8080/v1", false],
  ["http://localhost:8080/v1", false],
  ["http://[::1]:8080/v1", false],
  ["https://ollama.com/v1", true],
  ["http://192.168.1.5:11434/v1", true],
  ["http://127.0.0.1.example.com/v1", true],
  ["http://localhost.example.com/v1", true],
  ["nonsense", true],
])("a server of your own at %s is hosted: %s", (baseURL, expected) => {
  expect(status("ollama", { env: {}, providers: { ollama: { baseURL } } })?.isHosted).toBe(expected);
  expect(status("custom", { env: { CUSTOM_BASE_URL: baseURL } })?.isHosted).toBe(expected);
});

test("counts a server as hosted as long as nobody has said where it is", () => {
  expect(status("custom", { env: {} })).toMatchObject({ isHosted: true, isReady: false });
});
