import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ERROR_CODES, type ErrorCode } from "@kit/protocol";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { callCommand } from "./commands/call.ts";
import { policyCommand } from "./commands/policy.ts";
import { toolsCommand } from "./commands/tools.ts";
import { scriptedServer } from "./testing/asking-server.ts";
import { writeResultsServer } from "./testing/results-server.ts";
import { CLI, XDG_STATE_HOME } from "./testing/run-cli.ts";
import { runCommand } from "./testing/run-command.ts";
import { serveOnLoopback } from "./testing/serve-on-loopback.ts";

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "kit-next-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

write("text.md", "The library opens at nine. It closes at five.");
write("empty.md", "");
write("denies.json", { servers: { kit: { mode: "deny" } } });
write("other-models.json", { defaults: { mode: "auto", models: ["openai/*"] } });
write("stingy.json", { defaults: { mode: "auto", maxTokens: 5 } });
write("frugal.json", { defaults: { mode: "auto", usdPerDay: 0, requestsPerMinute: 0 } });
write("broken.json", "{ nothing");
write("no-ledger", "This is no database.");
mkdirSync(join(folder, "folder"));
const mcpJson = ({ name, command, args }: ReturnType<typeof scriptedServer>) =>
  write(`${name}.json`, { mcpServers: { [name]: { command, args } } });
mcpJson(scriptedServer("dies", "process.exit(1)"));
mcpJson(scriptedServer("broken-tool", "import './src/tools/gone.ts';"));
write("away.json", { mcpServers: { away: { url: "http://127.0.0.1:49151/mcp" } } });
const results = (name: string, result: unknown) =>
  writeResultsServer(folder, name, name, {
    "tools/list": { tools: [{ name: "go", inputSchema: { type: "object" } }] },
    "tools/call": result,
  });
results("failing", { isError: true, content: [{ type: "text", text: "The database is down." }] });

/** A provider that refuses everything with one status. */
let provider: Awaited<ReturnType<typeof serveOnLoopback>>;
beforeAll(async () => {
  provider = await serveOnLoopback("/v1", ({ url = "" }, response) => {
    const [, status] = /^\/v1\/(\d+)/.exec(url) ?? [];
    response.writeHead(Number(status), { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: "That is refused." } }));
  });
});
afterAll(() => provider.kill());

type Make = Parameters<typeof runCommand>[0];
type Row = readonly [code: ErrorCode, make: Make, args: string, fix: RegExp, env?: Readonly<Record<string, string>>];

const CALL = "call summarize --file text.md";
const asked = (model: string, flags = "--yes") => `${CALL} --model ${model} ${flags}`;

/** What a user does wrong or meets, and the next step that fits just that. */
const ROWS: readonly Row[] = [
  ["file_unreadable", callCommand, "call summarize --file none.md", /Check the path/],
  ["file_unreadable", callCommand, "call summarize --file empty.md", /Write something into it/],
  ["file_unreadable", callCommand, "call summarize --file folder", /Name a file in it/],
  ["file_unreadable", policyCommand, "policy --policy none.json", /Check the path/],
  ["invalid_option", callCommand, "call summarize --text hello", /client tools says what each tool takes/],
  ["invalid_option", callCommand, "call --document hello", /client tools/],
  ["invalid_policy", callCommand, `${CALL} --policy broken.json`, /Correct the lines/],
  ["file_unwritable", policyCommand, "policy init --policy no/such/folder.json", /Make its folder first/],
  ["invalid_option", policyCommand, "policy init --policy text.md", /Edit it; pnpm client policy shows/],
  ["unknown_tool", callCommand, "call sing", /client tools lists them/],
  ["invalid_arguments", callCommand, "call summarize --document x --max-words 1", /Correct the field/],
  ["unknown_model", callCommand, asked("offline/nope"), /client models lists/],
  ["missing_key", callCommand, asked("openai/x"), /Set OPENAI_API_KEY/],
  ["missing_base_url", callCommand, asked("custom/x"), /Set CUSTOM_BASE_URL/],
  ["declined", callCommand, CALL, /in a terminal, or with --yes/],
  ["declined", callCommand, `${CALL} --policy denies.json`, /Change that rule/],
  ["declined", callCommand, `${CALL} --policy other-models.json`, /with --model, or allow this one/],
  ["limit_reached", callCommand, `${CALL} --policy frugal.json`, /raise the limit/],
  ["reply_cut_off", callCommand, `${CALL} --policy stingy.json`, /let the client's policy grant more tokens/],
  ["empty_reply", callCommand, asked("offline/empty"), /use another model/],
  ["context_too_long", callCommand, asked("offline/context"), /Send less text/],
  ["content_refused", callCommand, asked("offline/policy"), /Change the messages/],
  ["gateway_unreachable", callCommand, asked("offline/cut"), /the connection broke/],
  ["gateway_unreachable", callCommand, asked("ollama/x"), /ollama serve/, { OLLAMA_HOST: "http://127.0.0.1:49151" }],
  ["gateway_unauthorized", callCommand, asked("custom/x"), /Check that the key is whole/, { STATUS: "401" }],
  ["gateway_rejected", callCommand, asked("custom/x"), /Use another model/, { STATUS: "400" }],
  ["unknown_model", callCommand, asked("custom/x"), /Check the name of the model/, { STATUS: "404" }],
  ["quota_exceeded", callCommand, asked("custom/x"), /Add credit/, { STATUS: "402" }],
  ["ledger_unusable", callCommand, `${CALL} --yes --ledger no-ledger`, /another one with --ledger/],
  ["server_not_started", toolsCommand, "tools --servers dies.json", /Correct its command/],
  ["server_not_started", toolsCommand, "tools --servers broken-tool.json", /Mend what it wrote/],
  ["server_unreachable", toolsCommand, "tools --servers away.json", /Start the server, or correct its url/],
  ["tool_failed", callCommand, "call go --servers failing.json", /Correct what the message names/],
];

describe("the next step", () => {
  it.each(ROWS.map((row) => [row[0], row[2], row] as const))(
    "after %s of %j fits its cause",
    async (code, args, row) => {
      const [, make, , fix, { STATUS, ...env } = {}] = row;
      const url = STATUS === undefined ? {} : { CUSTOM_BASE_URL: `${provider.url}/${STATUS}` };
      const run = await runCommand(make, args.split(" "), { INIT_CWD: folder, ...url, ...env });
      expect(run.code).toBeGreaterThan(0);
      expect(run.stdout).toBe("");
      expect(run.stderr).toContain(`Failed (${code}):`);
      const [, next = ""] = /^Next: (.*)$/m.exec(run.stderr) ?? [];
      expect(next).toMatch(fix);
      expect(run.stderr).not.toMatch(/^ +at /m);
      // Who is sent to a log sees what is in it.
      if (/\blog\b/.test(next)) expect(run.stderr).toMatch(/^! /m);
    },
  );

  it("after a denial is the user's own", async () => {
    const { screen, terminal, exited, until } = startTerminal(process.execPath, [...CLI, ...CALL.split(" ")], {
      env: { INIT_CWD: folder, XDG_STATE_HOME },
    });
    await until("refuse");
    terminal.write("r");
    expect(await exited).toBe(1);
    expect(screen.text).toContain("Next: You denied it yourself.");
  });

  it("of every code is a sentence", () => {
    for (const { fix } of Object.values(ERROR_CODES)) expect(fix).toMatch(/^[A-Z].*\.$/);
  });
});
