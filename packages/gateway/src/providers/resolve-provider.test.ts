import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listDestinations, listProviders, probeLocalServers, probeProvider } from "./list-providers.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import { PROVIDERS, type Provider } from "./providers.ts";
import { isHosted, parseModelId, resolveProvider } from "./resolve-provider.ts";

function status(name: string, settings: ProviderSettings) {
  return listProviders(settings).find(({ provider }) => provider.name === name);
}

describe("a provider that is asked", () => {
  const resolve = (id: string, settings: ProviderSettings) => resolveProvider(parseModelId(id, settings), settings);

  it("takes the first key that is not empty, without white space around it", () => {
    const env = { GEMINI_API_KEY: " ", GOOGLE_API_KEY: " second-key\n" };
    expect(resolve("gemini/m", { env }).apiKey).toBe("second-key");
    expect(resolve("gemini/m", { env: { ...env, GEMINI_API_KEY: "first-key" } }).apiKey).toBe("first-key");
  });

  it("a key that is meant for one provider goes to no other", () => {
    const env = { OPENAI_API_KEY: "for-openai", GROQ_API_KEY: "for-groq" };
    expect(resolve("groq/m", { env }).apiKey).toBe("for-groq");
    expect(() => resolve("mistral/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
    expect(resolve("ollama/m", { env }).apiKey).toBe("no-key-needed");
  });

  it("keeps what must not be shown: the key, and headers that hold one", () => {
    const headers = { Authorization: "Bearer header-token", "X-Api-Key": "header-key", "X-Title": "a test" };
    const settings = { env: { OPENAI_API_KEY: "env-key" }, providers: { openai: { headers } } };
    expect(resolve("openai/m", settings).secrets).toEqual(["env-key", "header-token", "header-key"]);
  });

  it("says which variable is missing, also when it is empty", () => {
    for (const env of [{}, { OPENAI_API_KEY: "" }, { OPENAI_API_KEY: "  " }]) {
      expect(() => resolve("openai/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
      expect(() => resolve("openai/m", { env })).toThrow("OPENAI_API_KEY");
    }
  });

  it("an empty key in the settings counts as absent", () => {
    const providers = { openai: { apiKey: "" } };
    expect(resolve("openai/m", { env: { OPENAI_API_KEY: "from-env" }, providers }).apiKey).toBe("from-env");
    expect(() => resolve("openai/m", { env: {}, providers })).toThrow(expect.objectContaining({ kind: "missing_key" }));
  });

  it("refuses a key that a header cannot carry, without showing it", () => {
    const env = { OPENAI_API_KEY: "first-line\nsecond-line" };
    expect(() => resolve("openai/m", { env })).toThrow(expect.objectContaining({ kind: "missing_key" }));
    expect(() => resolve("openai/m", { env })).not.toThrow(/line/);
  });

  it("gives servers on this machine a placeholder for a key, and the real one if there is one", () => {
    expect(resolve("ollama/m", { env: {} }).apiKey).toBe("no-key-needed");
    expect(resolve("ollama/m", { env: { OLLAMA_API_KEY: "real-key" } }).apiKey).toBe("real-key");
  });

  it("the offline model has no address of its own and says how to give it one", () => {
    expect(() => resolve("offline/m", { env: {} })).toThrow(expect.objectContaining({ kind: "missing_base_url" }));
    expect(() => resolve("offline/m", { env: {} })).toThrow("`providers.offline.baseURL`");
  });

  it("custom reads its base URL and its key from the environment or from the settings", () => {
    const env = { CUSTOM_BASE_URL: "https://models.example/v1", CUSTOM_API_KEY: "custom-key" };
    expect(resolve("custom/m", { env })).toMatchObject({ baseURL: "https://models.example/v1", apiKey: "custom-key" });
    const providers = { custom: { baseURL: "http://127.0.0.1:9/v1", apiKey: "other" } };
    expect(resolve("custom/m", { env, providers })).toMatchObject({
      baseURL: "http://127.0.0.1:9/v1",
      apiKey: "other",
    });
    expect(() => resolve("custom/m", { env: {} })).toThrow("CUSTOM_BASE_URL or `providers.custom.baseURL`");
  });

  it.each(["https://r.openai.azure.com", "https://r.openai.azure.com/", "https://r.openai.azure.com/openai/v1/"])(
    "adds Azure's path to %s when it is not there",
    (endpoint) => {
      const env = { AZURE_OPENAI_ENDPOINT: endpoint, AZURE_OPENAI_API_KEY: "k" };
      expect(resolve("azure/d", { env }).baseURL).toBe("https://r.openai.azure.com/openai/v1/");
    },
  );

  it.each([
    ["https://h.example/v1/chat/completions", "https://h.example/v1", {}],
    ["https://h.example/v1/chat/completions/?key=a#b", "https://h.example/v1", { key: "a" }],
    ["https://h.example/v1/completions", "https://h.example/v1", {}],
    ["https://api.anthropic.com/v1/messages", "https://api.anthropic.com/v1", {}],
    [' "https://h.example/v1" ', "https://h.example/v1", {}],
    ["https://h.example/models/chat/completions?api-version=1", "https://h.example/models", { "api-version": "1" }],
  ])("takes %s, as people paste it, for the base URL %s", (pasted, baseURL, query) => {
    expect(resolve("custom/m", { env: { CUSTOM_BASE_URL: pasted } })).toMatchObject({ baseURL, query });
    const providers = { custom: { baseURL: pasted } };
    expect(resolve("custom/m", { env: {}, providers })).toMatchObject({ baseURL, query });
  });

  const AZURE = "https://r.openai.azure.com";
  it.each([
    [`${AZURE}/openai`, `${AZURE}/openai/v1/`, {}],
    [`${AZURE}/openai/v1/chat/completions`, `${AZURE}/openai/v1/`, {}],
    [`${AZURE}/openai/responses?api-version=2025-04-01-preview`, `${AZURE}/openai/v1/`, {}],
    [
      `${AZURE}/openai/deployments/d/chat/completions?api-version=2024-10-21`,
      `${AZURE}/openai/deployments/d`,
      { "api-version": "2024-10-21" },
    ],
    ["https://x.services.ai.azure.com/api/projects/p", "https://x.services.ai.azure.com/api/projects/p/openai/v1/", {}],
  ])("reads Azure's address %s as %s", (pasted, baseURL, query) => {
    const env = { AZURE_OPENAI_ENDPOINT: pasted, AZURE_OPENAI_API_KEY: "k" };
    const endpoint = resolve("azure/d", { env });
    expect(endpoint).toMatchObject({ baseURL, query });
    expect(endpoint.headers).toEqual("api-version" in query ? { "api-key": "k" } : {});
  });

  it.each(['"sk-1234"', "'sk-1234'", "`sk-1234`", "Bearer sk-1234", ' "Bearer sk-1234" ', "bearer  sk-1234"])(
    "takes the key out of %s",
    (pasted) => {
      expect(resolve("groq/m", { env: { GROQ_API_KEY: pasted } })).toMatchObject({ apiKey: "sk-1234" });
      const providers = { groq: { apiKey: pasted } };
      expect(resolve("groq/m", { env: {}, providers })).toMatchObject({ apiKey: "sk-1234", secrets: ["sk-1234"] });
    },
  );

  it("knows a provider of one's own by its base URL, and says what it lacks", () => {
    const env = { VLLM_KEY: "own-key" };
    const own = { baseURL: "http://10.0.0.3:8000/v1", apiKeyEnv: "VLLM_KEY" };
    const settings = { env, providers: { "our-vllm": own } };
    expect(resolve("our-vllm/org/m", settings)).toMatchObject({ baseURL: own.baseURL, apiKey: "own-key" });
    expect(parseModelId("our-vllm/org/m", settings).name).toBe("org/m");
    expect(() => resolve("our-vllm/m", { ...settings, env: {} })).toThrow("Seen: VLLM_KEY is not set.");
    expect(() => resolve("our-vlm/m", settings)).toThrow(/offline, our-vllm\./);
    expect(() => resolve("bare/m", { env, providers: { bare: {} } })).toThrow("Set `providers.bare.baseURL`.");
    expect(status("our-vllm", settings)).toMatchObject({ isHosted: true, isReady: true, hasKey: true });
    const near = { env, providers: { near: { baseURL: "http://127.0.0.1:8000/v1" } } };
    expect(status("near", near)).toMatchObject({ isHosted: false, isReady: true });
  });

  it("takes what a deployment says of itself before what its provider says", () => {
    const env = { EU_KEY: "eu", AZURE_OPENAI_API_KEY: "us" };
    const providers = { azure: { baseURL: "https://us.example/v1", headers: { a: "1", b: "1" }, drop: ["seed"] } };
    const own = {
      ...{ baseURL: "https://eu.example/openai/deployments/d", apiKeyEnv: "EU_KEY", apiVersion: "2024-10-21" },
      ...{ headers: { b: "2" }, drop: ["stop"], rename: { max_tokens: "limit" } },
    };
    expect(resolveProvider(parseModelId("azure/d"), { env, providers }, own)).toEqual({
      provider: expect.objectContaining({ name: "azure" }),
      ...{ baseURL: own.baseURL, isHosted: true },
      apiKey: "eu",
      headers: { "api-key": "eu", a: "1", b: "2" },
      query: { "api-version": "2024-10-21" },
      drop: ["seed", "stop"],
      rename: own.rename,
      secrets: ["eu", "eu"],
    });
    const lacking = () => resolveProvider(parseModelId("azure/d"), { env: { AZURE_OPENAI_API_KEY: "us" } }, own);
    expect(lacking).toThrow("EU_KEY is not set");
  });

  it.each(["nonsense", "ftp://host/v1", "https://user:pass-word@host/v1"])(
    "refuses %s as a base URL without showing it",
    (baseURL) => {
      const settings = { env: {}, providers: { custom: { baseURL } } };
      expect(() => resolve("custom/m", settings)).toThrow(expect.objectContaining({ kind: "missing_base_url" }));
      expect(() => resolve("custom/m", settings)).not.toThrow(/nonsense|pass-word/);
    },
  );
});

describe("the list of providers", () => {
  const rows: readonly Provider[] = PROVIDERS;

  it("lists every provider once, in the order of the table", () => {
    expect(listProviders({ env: {} }).map(({ provider }) => provider.name)).toEqual(rows.map((row) => row.name));
  });

  it("without keys only servers on this machine and the proxy are ready", () => {
    const ready = listProviders({ env: {} }).filter(({ isReady }) => isReady);
    expect(ready.map(({ provider }) => provider.name)).toEqual([
      "litellm_proxy",
      "ollama",
      "lmstudio",
      "llamacpp",
      "vllm",
    ]);
  });

  it("finds keys in the environment and in the settings; an empty one is none", () => {
    expect(status("groq", { env: { GROQ_API_KEY: "k" } })).toMatchObject({ hasKey: true, isReady: true });
    expect(status("groq", { env: { GROQ_API_KEY: "" } })).toMatchObject({ hasKey: false, isReady: false });
    expect(status("groq", { env: {}, providers: { groq: { apiKey: "k" } } })).toMatchObject({ hasKey: true });
    expect(status("gemini", { env: { GEMINI_API_KEY: "", GOOGLE_API_KEY: "k" } })).toMatchObject({ hasKey: true });
  });

  it("a hosted provider is hosted, and so is a proxy on this machine", () => {
    const hosted = rows.filter((row) => isHosted(row, { env: {} })).map((row) => row.name);
    expect(hosted).toContain("openai");
    expect(hosted).toContain("litellm_proxy");
    expect(hosted).not.toContain("ollama");
    expect(status("openai", { env: {}, providers: { openai: { baseURL: "http://127.0.0.1:1/v1" } } })?.isHosted).toBe(
      true,
    );
  });

  it.each([
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

  it("counts a server as hosted as long as nobody has said where it is", () => {
    expect(status("custom", { env: {} })).toMatchObject({ isHosted: true, isReady: false });
  });
});

describe("where prompts go", () => {
  it("is told once for each provider, with the path and whether it is on this machine", () => {
    const env = { OPENAI_API_KEY: "sk", CUSTOM_BASE_URL: "http://localhost:8080/v1" };
    expect(listDestinations(["custom/a", "openai/m", "custom/b"], { env })).toEqual([
      expect.objectContaining({ provider: "openai", path: "/v1/chat/completions", isHosted: true }),
      expect.objectContaining({ provider: "custom", host: "localhost:8080", isHosted: false }),
    ]);
  });

  it("is told for each deployment that has an address of its own", () => {
    const deployment = { model: "custom/a", baseURL: "https://a.example/v1" };
    const env = { CUSTOM_BASE_URL: "http://localhost:8080/v1" };
    expect(listDestinations(["custom/a", deployment, { ...deployment, model: "custom/b" }], { env })).toMatchObject([
      { host: "localhost:8080", isHosted: false },
      { host: "a.example", isHosted: true },
    ]);
  });

  it.each([
    ["missing_key", "openai/m", {}],
    ["missing_base_url", "custom/m", {}],
    ["missing_base_url", "custom/m", { CUSTOM_BASE_URL: "not a url" }],
  ])("is refused with %s for %s in %j", (kind, model, env) => {
    expect(() => listDestinations([model], { env })).toThrow(expect.objectContaining({ kind }));
  });
});

describe("a probe", () => {
  const { provider } = parseModelId("custom/any");

  async function serve(listener: RequestListener) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  }

  async function probe(listener: RequestListener, timeoutMs?: number) {
    const baseURL = await serve(listener);
    return probeProvider(provider, { env: {}, providers: { custom: { baseURL, apiKey: "sk-secret" } } }, timeoutMs);
  }

  it("a provider that lists its models answers, and was asked with the key at the right path", async () => {
    let asked = "";
    const found = await probe((request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.authorization}`;
      response.end('{"data":[{"id":"a"},{"id":"b"}]}');
    });
    expect(found).toMatchObject({ answers: true, seen: "2 models", models: ["a", "b"] });
    expect(asked).toBe("GET /v1/models Bearer sk-secret");
  });

  it("a provider that refuses the key does not answer, and its words are not repeated", async () => {
    const found = await probe((_request, response) => response.writeHead(401).end("bad key sk-secret"));
    expect(found).toMatchObject({ answers: false, seen: "HTTP 401" });
  });

  it("a provider that is silent does not answer within the time", async () => {
    expect(await probe(() => undefined, 50)).toMatchObject({ answers: false, seen: "no answer within 50 ms" });
  });

  it("a provider that sends a page does not answer", async () => {
    expect(await probe((_request, response) => response.end("<html>"))).toMatchObject({ answers: false });
  });

  it("a provider that sends elsewhere does not answer, and nothing is sent there", async () => {
    let isAsked = false;
    const elsewhere = await serve((_request, response) => {
      isAsked = true;
      response.end();
    });
    const found = await probe((_request, response) => response.writeHead(302, { location: elsewhere }).end());
    expect([found.answers, found.seen, isAsked]).toEqual([false, "HTTP 302", false]);
  });

  it("nobody there is told by the system's word", async () => {
    const settings = { env: {}, providers: { custom: { baseURL: "http://127.0.0.1:49151/v1" } } };
    expect(await probeProvider(provider, settings)).toMatchObject({ answers: false, seen: "ECONNREFUSED" });
  });

  it("a model server on this machine is found where a variable says, with its models", async () => {
    const baseURL = await serve((_request, response) => response.end('{"data":[{"id":"llama"}]}'));
    const servers = await probeLocalServers({ LITELLM_PROXY_API_BASE: baseURL });
    const host = new URL(baseURL).host;
    expect(servers.filter(({ answers }) => answers)).toMatchObject([
      { provider: "litellm_proxy", title: "LiteLLM proxy", host, models: ["llama"] },
    ]);
  });
});
