import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPolicy, openLedger } from "@kit/consent";
import { PROTOCOL_REVISIONS, summarize } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { callCommand } from "./commands/call.ts";
import { chatCommand } from "./commands/chat/command.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { walkthroughCommand } from "./commands/walkthrough/command.ts";
import { openModels } from "./models.ts";
import { createSamplingHandler } from "./sampling-handler.ts";
import { connectToKitServer } from "./testing/connect-to-kit-server.ts";
import { runCommand } from "./testing/run-command.ts";
import { type HttpTestServer, serveOnLoopback } from "./testing/serve-on-loopback.ts";

// Each starts the kit's server.
vi.setConfig({ testTimeout: 120_000 });

const KEY = "sk-made-up-0123456789";
const REASON = "The moon stands wrong for";
const body = JSON.stringify({ error: { message: `${REASON} ${KEY} \u001b[2J${"and more ".repeat(200)}` } });
const folder = mkdtempSync(join(tmpdir(), "kit-reason-"));
let model: HttpTestServer;
let env: Record<string, string>;
beforeAll(async () => {
  model = await serveOnLoopback("/v1", (_, response) => {
    response.writeHead(400, { "content-type": "application/json" }).end(body);
  });
  env = { INIT_CWD: folder, CUSTOM_BASE_URL: model.url, CUSTOM_API_KEY: KEY };
});
afterAll(async () => {
  await model.kill();
  rmSync(folder, { recursive: true });
});

const timesIn = (text: string) => text.split(REASON).length - 1;
const asked = ["--text", "Fine weather.", "--model", "custom/m", "--yes"];

describe.each(PROTOCOL_REVISIONS)("the words of a provider that refuses, on %s", (revision) => {
  const ledger = join(folder, `${revision}.sqlite`);
  const call = (...flags: string[]) =>
    runCommand(callCommand, ["call", "classify", ...asked, "--protocol", revision, "--ledger", ledger, ...flags], env);

  it("reach stderr once, without the key, control characters or their whole length", async () => {
    for (const flags of [[], ["--verbose"]]) {
      const { code, stderr } = await call(...flags);
      expect({ code, times: timesIn(stderr) }, stderr).toEqual({ code: 1, times: 1 });
      expect(stderr).toContain(`${REASON} [secret] \\u{1b}[2J`);
      expect(stderr).not.toContain(KEY);
      expect(stderr).not.toContain("\u001b");
      expect(stderr).toMatch(/Next: Use another model/);
      expect(stderr.length - (flags.length > 0 ? 1500 : 0)).toBeLessThan(1200);
    }
  });

  it("stand in --json and in the ledger", async () => {
    const { stdout } = await call("--json");
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: "gateway_rejected", cause: expect.stringContaining(REASON) });
    const shown = await runCommand(ledgerCommand, ["ledger", "show", "1", "--ledger", ledger], env);
    expect(shown.stdout).toMatch(new RegExp(`reason .*${REASON}`));
    const json = await runCommand(ledgerCommand, ["ledger", "show", "1", "--ledger", ledger, "--json"], env);
    expect(JSON.parse(json.stdout).reason).toContain(REASON);
    for (const text of [stdout, shown.stdout, json.stdout]) expect(text).not.toContain(KEY);
  });

  it("reach who walks through", async () => {
    const args = ["walkthrough", "--model", "custom/m", "--protocol", revision];
    const { code, stdout, stderr } = await runCommand(walkthroughCommand, args, env);
    expect(code).toBe(1);
    // The walkthrough breaks its lines.
    expect(timesIn((stdout + stderr).replace(/\s+/g, " "))).toBe(1);
    expect(stdout + stderr).not.toContain(KEY);
  });

  it("never cross to the server", async () => {
    const crossed: string[] = [];
    const models = await openModels(["custom/m"], env);
    const books = await openLedger({ path: ":memory:" });
    const handler = createSamplingHandler({
      ...{ ...models, ledger: books, approveAll: true, warn: () => undefined },
      policy: createPolicy({ policy: {} }),
    });
    const onTraffic = ({ message }: { message: unknown }) => void crossed.push(JSON.stringify(message));
    const connection = await connectToKitServer(revision, handler, { onTraffic });
    const call = connection.call(summarize, { document: "Fine weather." });
    await expect(call).rejects.toMatchObject({ code: "gateway_rejected", cause: expect.any(Error) });
    await connection.close();
    await models.close();
    books.close();
    expect(crossed.length).toBeGreaterThan(3);
    for (const words of [REASON, "HTTP 400", model.url, KEY]) expect(crossed.join()).not.toContain(words);
  });
});

describe("the words of a provider that refuses", () => {
  it("end a turn of a chat once, and without the key", async () => {
    for (const flags of [[], ["--json"]]) {
      const args = ["chat", "--model", "custom/m", "--yes", ...flags];
      const { stdout, stderr } = await runCommand(chatCommand, args, env, "Hello.\n");
      // The view wraps its lines.
      expect(timesIn((stdout + stderr).replaceAll("\n", " "))).toBe(1);
      expect(stdout + stderr).not.toContain(KEY);
    }
  });

  it("name a provider that nobody reaches by its address, once", async () => {
    const gone = { ...env, CUSTOM_BASE_URL: "http://127.0.0.1:9/v1" };
    const config = join(folder, "once.config.json");
    writeFileSync(config, JSON.stringify({ retry: { retries: 0 } }));
    const { stderr } = await runCommand(callCommand, ["call", "classify", "--config", config, ...asked], gone);
    expect(stderr.match(/127\.0\.0\.1:9\b/g)).toHaveLength(1);
  });
});
