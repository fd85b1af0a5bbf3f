import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ERROR_KINDS } from "./errors/error-kinds.ts";
import type { Provider } from "./providers/provider.ts";
import { PROVIDERS } from "./providers/providers.ts";
import { ask } from "./testing/readme-example.ts";
import { sendJSON, startStub } from "./testing/start-stub.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

test("the table of providers is the one in the data", () => {
  const rows: readonly Provider[] = PROVIDERS;
  const table = rows.map(
    (row) => `| \`${row.name}/\` | [${row.title}](${row.docsURL}) | ${address(row)} | ${keys(row)} | ${place(row)} |`,
  );
  expect(tableUnder("Name the model")).toEqual(table);
});

test("the table of error kinds is the one in the data", () => {
  const table = Object.entries(ERROR_KINDS).map(
    ([kind, row]) => `| \`${kind}\` | ${row.isRetryable ? "yes" : "no"} | ${row.meaning}. | ${row.fix} |`,
  );
  expect(tableUnder("Tell errors apart")).toEqual(table);
});

test("the example stands in the README as it runs", async () => {
  const source = await readFile(new URL("./testing/readme-example.ts", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);
  const { baseURL } = await startStub();
  expect(await ask(baseURL, "Hi")).toMatchObject({ text: "Hello.", cost: { usd: 0 }, warnings: [] });
  const busy = await startStub(sendJSON(429, {}, { "retry-after": "3" }));
  expect(await ask(busy.baseURL, "Hi")).toEqual({ retryAfterMs: 3000 });
  await expect(ask("nonsense", "Hi")).rejects.toThrow("no http(s) URL");
});

function address({ baseURL, baseURLEnv }: Provider): string {
  const places = [baseURL && `\`${baseURL}\``, baseURLEnv && `\`${baseURLEnv}\``].filter(Boolean);
  return places.join(" or ") || "you pass it";
}

function keys({ apiKeyEnv, needsKey }: Provider): string {
  const names = apiKeyEnv.map((name) => `\`${name}\``).join(" or ");
  if (!names) return "you pass it";
  return needsKey ? names : `${names}, if it asks for one`;
}

function place({ runsAt, baseURL }: Provider): string {
  if (runsAt === "hosted") return "hosted";
  return baseURL ? "this machine" : "where its base URL points";
}

/** The rows of the table under a heading, without the padding of the formatter. */
function tableUnder(heading: string): string[] {
  const [, section = ""] = readme.split(`## ${heading}\n`);
  const [body = ""] = section.split("\n## ");
  const rows = body.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.replace(/ {2,}/g, " "));
}
