import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readRouterConfig } from "./config/read-router-config.ts";
import { ERROR_KINDS } from "./errors/error-kinds.ts";
import { PROVIDERS, type Provider } from "./providers/providers.ts";
import { createRouter } from "./router/create-router.ts";
import { FALLBACK_KINDS, RETRY_KINDS } from "./router/retry-loop.ts";
import { ask } from "./testing/readme-example.ts";
import { createMyRouter } from "./testing/readme-router.ts";
import { tell } from "./testing/readme-stream.ts";
import { HELLO, sendEvents } from "./testing/send-events.ts";
import { sendJSON, startStub } from "./testing/start-stub.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

describe("the README", () => {
  it("the table of providers is the one in the data", () => {
    const rows: readonly Provider[] = PROVIDERS;
    const table = rows.map((row) =>
      `| [\`${row.name}/\`](${row.docsURL}) | ${variables(row)} | ${row.differs ?? ""} |`.replace(/ {2,}/g, " "),
    );
    expect(tableUnder("Name the model")).toEqual(table);
  });

  it("the table of error kinds is the one in the data", () => {
    const groups = Map.groupBy(Object.keys(ERROR_KINDS), afterError);
    const table = Array.from(groups, ([after, kinds]) => `| \`${kinds.join("`, `")}\` | ${after} |`);
    expect(tableUnder("Tell errors apart")).toEqual(table);
  });

  it.each(["readme-example.ts", "readme-router.ts", "readme-config.json"])(
    "%s stands in the README as it runs",
    async (name) => {
      const source = await readFile(new URL(`./testing/${name}`, import.meta.url), "utf8");
      expect(readme).toContain(`\`\`\`${name.split(".")[1]}\n${source}\`\`\``);
    },
  );

  it("the first example asks, and says when to ask again", async () => {
    const { baseURL } = await startStub();
    expect(await ask(baseURL, "Hi")).toMatchObject({ text: "Hello.", cost: { usd: 0 }, warnings: [] });
    const busy = await startStub(sendJSON(429, {}, { "retry-after": "3" }));
    expect(await ask(busy.baseURL, "Hi")).toEqual({ retryAfterMs: 3000 });
    await expect(ask("nonsense", "Hi")).rejects.toThrow("no http(s) URL");
  });

  it("the stream tells the answer piece by piece, and counts tokens", async () => {
    const { baseURL } = await startStub(sendEvents(HELLO));
    const shown: string[] = [];
    expect(await tell(baseURL, "Hi", (text) => shown.push(text))).toMatchObject({ totalTokens: 12 });
    expect(shown.join("")).toBe("Hello.");
  });

  it("the router asks its group, falls back as it says, and keeps the answer", async () => {
    const [limited, ok] = await Promise.all([startStub(sendJSON(429, {}, { "retry-after": "60" })), startStub()]);
    const down = { baseURL: limited.baseURL, apiKey: "k" };
    const providers = { groq: down, mistral: down, ollama: down, offline: { baseURL: ok.baseURL } };
    const lines: string[] = [];
    const router = createMyRouter({ env: {}, providers }, (line) => lines.push(line));
    const request = { model: "fast", messages: [{ role: "user" as const, content: "Hi" }] };
    const { kit } = await router.completion(request);
    expect(kit).toMatchObject({ alias: "fast", model: "offline/kit-offline-1", attempts: 4 });
    expect(lines).toEqual(["fast failed (rate_limit); asking offline/kit-offline-1"]);
    expect((await router.completion(request)).kit.cached).toBe(true);
  });

  it("the file makes a router", async () => {
    const file = new URL("./testing/readme-config.json", import.meta.url);
    const router = createRouter(await readRouterConfig(await readFile(file, "utf8")));
    expect(router.snapshot()).toMatchObject({
      deployments: [{ asked: "fast" }, {}],
    });
  });

  function afterError(kind: string): string {
    const own = new Map(
      Object.entries({ context_window: "contextWindowFallbacks", content_policy: "contentPolicyFallbacks" }),
    );
    const has = (kinds: readonly string[]) => kinds.includes(kind);
    if (own.has(kind)) return `\`${own.get(kind)}\``;
    if (has(RETRY_KINDS)) return "retries, then `fallbacks`";
    return has(FALLBACK_KINDS) ? "`fallbacks`" : "gives up";
  }

  function variables({ baseURLEnv, apiKeyEnv, worksWithoutKey }: Provider): string {
    const keys = apiKeyEnv.map((name) => `\`${name}\``).join(" or ");
    return [baseURLEnv && `\`${baseURLEnv}\``, keys && worksWithoutKey ? `${keys} (optional)` : keys]
      .filter(Boolean)
      .join(", ");
  }

  /** The rows of the table under a heading, without the padding of the formatter. */
  function tableUnder(heading: string): string[] {
    const [, section = ""] = readme.split(`## ${heading}\n`);
    const [body = ""] = section.split("\n## ");
    const rows = body.split("\n").filter((line) => /^\| \[?`/.test(line));
    return rows.map((row) => row.replace(/ {2,}/g, " "));
  }
});
