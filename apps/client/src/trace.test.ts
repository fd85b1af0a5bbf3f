import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOtlpReceiver } from "@kit/transport/testing";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import { kitServer } from "./servers.ts";
import { runCli } from "./testing/run-cli.ts";

// Each starts the client and a server: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 120_000 });

const SECRET = "The harbour of Brindisi is quiet.";
const folder = mkdtempSync(join(tmpdir(), "kit-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "text.txt"), SECRET);
const CALL = ["call", "summarize", "--file", join(folder, "text.txt"), "--yes"];

async function receive() {
  const receiver = await startOtlpReceiver();
  onTestFinished(receiver.close);
  return receiver;
}

function write(name: string, content: object): string {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

const ASKED = ["approve", "chat kit-offline-1"];
const TREES = {
  "2025-11-25": [
    "kit-client client tools/call summarize",
    "  kit-server server tools/call summarize",
    "    kit-server client sampling/createMessage",
    "      kit-client server sampling/createMessage",
    "        kit-client internal approve",
    "        kit-client client chat kit-offline-1",
  ],
  "2026-07-28": [
    "kit-client client tools/call summarize",
    "  kit-server server tools/call summarize",
    "  kit-client server sampling/createMessage",
    "    kit-client internal approve",
    "    kit-client client chat kit-offline-1",
    "  kit-server server tools/call summarize",
  ],
};

describe("a trace", () => {
  it.each(SPOKEN_REVISIONS)("of a call on %s shows both sides, without what they say", async (revision) => {
    const { env, spans, metrics, tree } = await receive();
    expect(await runCli([...CALL, "--protocol", revision], env)).toMatchObject({ code: 0, stderr: "" });
    expect(tree()).toEqual(TREES[revision]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(JSON.stringify(spans)).not.toMatch(/Brindisi|quiet/);
    const [approve, chat] = ASKED.map((name) => spans.find((span) => span.name === name)?.attributes);
    expect(approve).toEqual({ "kit.decision": "yes", "kit.user_ms": expect.any(Number) });
    expect(chat).toMatchObject({ "gen_ai.usage.output_tokens": expect.anything(), "kit.gateway.cost_usd": 0 });
    const call = spans.find(({ kind, name }) => kind === "client" && name === "tools/call summarize");
    expect(call?.attributes).toEqual({
      "mcp.method.name": "tools/call",
      "mcp.protocol.version": revision,
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "summarize",
    });
    const measured = metrics.map(({ name, unit }) => `${name} ${unit}`);
    for (const name of ["mcp.client.operation.duration s", "mcp.server.operation.duration s"]) {
      expect(measured).toContain(name);
    }
    expect(measured).toContain("gen_ai.client.token.usage {token}");
  });

  it.each(SPOKEN_REVISIONS.slice(-1))("of a call on %s over HTTP is the same", async (revision) => {
    const { env, receive: receiveSpans, tree } = await receive();
    const { command, args = [] } = kitServer(process.env);
    const server = spawn(command, [...args, "--http", "--port", "0"], { env, stdio: ["ignore", "ignore", "pipe"] });
    const url = await new Promise((resolve) => {
      server.stderr.setEncoding("utf8").on("data", (text) => resolve(/http:\S+/.exec(text)?.[0]));
    });
    const servers = write("http.json", { mcpServers: { remote: { url } } });
    expect(await runCli([...CALL, "--protocol", revision, "--servers", servers], env)).toMatchObject({ code: 0 });
    await receiveSpans(TREES[revision].length);
    server.kill("SIGTERM");
    await once(server, "close");
    expect(tree()).toEqual(TREES[revision]);
  });

  it.each(SPOKEN_REVISIONS)("of a denied call on %s says where it ended, and with which code", async (revision) => {
    const { env, spans, tree } = await receive();
    const policy = write("deny.json", { defaults: { mode: "ask" } });
    const args = [...CALL.slice(0, -1), "--protocol", revision, "--policy", policy];
    expect(await runCli(args, env)).toMatchObject({ code: 1 });
    const isNew = revision === "2026-07-28";
    expect(
      tree()
        .filter((line) => line.endsWith(": declined"))
        .map((line) => line.trim()),
    ).toEqual([
      "kit-client client tools/call summarize: declined",
      ...(isNew ? [] : ["kit-server server tools/call summarize: declined"]),
      ...(isNew ? [] : ["kit-server client sampling/createMessage: declined"]),
      "kit-client server sampling/createMessage: declined",
      "kit-client internal approve: declined",
    ]);
    expect(spans.find(({ name }) => name === "approve")?.attributes["kit.decision"]).not.toBe("yes");
    expect(spans.filter(({ name }) => name.startsWith("chat"))).toEqual([]);
  });

  it("has a span for each attempt of the gateway", async () => {
    const { env, tree } = await receive();
    const models = ["--model", "offline/flaky-500"];
    expect(await runCli([...CALL, ...models, "--protocol", "2026-07-28"], env)).toMatchObject({ code: 0 });
    expect(tree().filter((line) => line.includes("chat"))).toEqual([
      "    kit-client client chat flaky-500: server",
      "    kit-client client chat flaky-500: server",
      "    kit-client client chat flaky-500",
    ]);
  });

  it("follows what a server says of it only within the trace of its call", async () => {
    const { env, spans } = await receive();
    const own = "0".repeat(31).concat("1");
    const odd = ["00-x", `00-${own}-${"0".repeat(16)}-01`, `00-${own}-${"1".repeat(16)}-01`, 7, ["a"], { a: 1 }, null];
    // It asks once for each, and then answers.
    const script = `
      const ODD = ${JSON.stringify(odd)};
      const write = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
      const messages = [{ role: "user", content: { type: "text", text: "?" } }];
      const RESULTS = {
        initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } },
        "tools/list": { tools: [{ name: "summarize", inputSchema: { type: "object" } }] },
      };
      let call;
      const ask = (n) => n === ODD.length
        ? write({ id: call, result: { content: [] } })
        : write({ id: "ask" + n, method: "sampling/createMessage", params: { messages, maxTokens: 5, _meta: { traceparent: ODD[n] } } });
      require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
        const { id, method } = JSON.parse(line);
        if (RESULTS[method]) write({ id, result: RESULTS[method] });
        if (method === "tools/call") { call = id; ask(0); }
        if (method === undefined && String(id).startsWith("ask")) ask(Number(id.slice(3)) + 1);
      });`;
    const servers = write("odd.json", { mcpServers: { odd: { command: process.execPath, args: ["-e", script] } } });
    const run = await runCli(["call", "summarize", "--yes", "--protocol", "2025-11-25", "--servers", servers], env);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const call = spans.find(({ name }) => name === "tools/call summarize");
    const asked = spans.filter(({ name }) => name === "sampling/createMessage");
    expect(asked).toHaveLength(odd.length);
    for (const { traceId, parentSpanId } of asked) {
      expect([traceId, parentSpanId]).toEqual([call?.traceId, call?.spanId]);
    }
  });

  it("that nobody takes delays and breaks nothing, and is one line on stderr", async () => {
    const { env, close } = await receive();
    close();
    const { OTEL_EXPORTER_OTLP_ENDPOINT } = env;
    const args = [...CALL, "--protocol", "2026-07-28"];
    const { code, stdout, stderr } = await runCli(args, { OTEL_EXPORTER_OTLP_ENDPOINT });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^The trace is not complete: .*ECONNREFUSED.*\n$/)]);
    expect(stdout).toContain(SECRET);
  });

  it("is off without the variable: nothing is loaded for it, and nothing of it crosses", async () => {
    const coverage = join(folder, "coverage");
    const tape = join(folder, "off.ndjson");
    for (const revision of SPOKEN_REVISIONS) {
      const args = [...CALL, "--protocol", revision, "--tape", `${tape}-${revision}`];
      expect(await runCli(args, { NODE_V8_COVERAGE: coverage })).toMatchObject({ code: 0 });
      expect(readFileSync(`${tape}-${revision}`, "utf8")).not.toMatch(/traceparent|tracestate|baggage/);
    }
    const loaded = readdirSync(coverage).flatMap((file) => {
      const { result }: { result: { url: string }[] } = JSON.parse(readFileSync(join(coverage, file), "utf8"));
      return result.map(({ url }) => url);
    });
    expect(loaded.filter((url) => url.includes("packages/transport/src/"))).not.toEqual([]);
    const forTraces = /node_modules\/@opentelemetry|transport\/src\/trace\.ts|call-span\.ts/;
    expect(loaded.filter((url) => forTraces.test(url))).toEqual([]);
  });
});
