import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listCalls, parseTape } from "@kit/tape";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Card, StageEvents, State } from "./contract.ts";
import { KEY, startStage } from "./testing/start-stage.ts";

type Stage = Awaited<ReturnType<typeof startStage>>;

const DOCUMENT = "The ferry leaves at eight. Tickets are sold on board. Children travel for free.";
const FOLDER = mkdtempSync(join(tmpdir(), "stage-test-"));
const SECRET = "secret-of-the-server";
const CALL = { server: "kit", tool: "summarize", arguments: { document: DOCUMENT } };

function write(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

async function stateOf(stage: Stage): Promise<State> {
  return (await stage.ask("/api/state")).json() as Promise<State>;
}

/** Calls, lets two tabs answer each card, and gives the results, and what the tabs heard. */
async function call(stage: Stage, body: object, decide: (card: Card) => object, count = 1) {
  const started = await stage.post("/api/call", { ...CALL, ...body });
  expect(started.status).toBe(202);
  const results: StageEvents["result"][] = [];
  const cards: Card[] = [];
  const tabs: number[][] = [];
  while (results.length < count) {
    const found = await stage.hear(({ name, data }) => {
      if (name === "card") return { card: data };
      return name === "result" ? { result: data } : undefined;
    });
    if ("result" in found) results.push(found.result);
    else {
      cards.push(found.card);
      const path = `/api/cards/${found.card.id}`;
      const answers = await Promise.all([1, 2].map(() => stage.post(path, decide(found.card))));
      tabs.push(answers.map(({ status }) => status).sort());
    }
  }
  return { results, cards, tabs };
}

const once = () => ({ decision: "once" });

describe("pnpm run stage, live", () => {
  let stage: Stage;
  beforeAll(async () => {
    const dying = `import { createInterface } from "node:readline";
const tool = { name: "die", inputSchema: { type: "object" } };
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line);
  const serverInfo = { name: "dying", version: "1" };
  const results = {
    initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo },
    "tools/list": { tools: [tool] },
  };
  if (method === "tools/call") { console.error("no memory left"); process.exit(3); }
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, result: results[method] }));
}`;
    const kit = new URL("../../server/src/main.ts", import.meta.url).pathname;
    const servers = {
      kit: { command: process.execPath, args: [kit], env: { OWN_TOKEN: SECRET } },
      silent: { command: process.execPath, args: ["-e", "setInterval(() => undefined, 1000)"] },
      dying: { command: process.execPath, args: [write("dying.mjs", dying)] },
    };
    const models = ["offline/kit-offline-1", "openai/gpt-4o-mini"].flatMap((model) => ["--model", model]);
    stage = await startStage(...models, "--servers", write("mcp.json", JSON.stringify({ mcpServers: servers })));
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it("calls on both revisions, asks about each, and the first tab to answer counts", async () => {
    const { results, cards, tabs } = await call(stage, { revision: "both" }, once, 2);
    expect(results).toMatchObject([
      { ok: true, revision: "2025-11-25", structuredContent: { summary: DOCUMENT } },
      { ok: true, revision: "2026-07-28", structuredContent: { summary: DOCUMENT } },
    ]);
    expect(cards.map(({ server, kind, calls }) => [server, kind, calls[0]?.tool])).toEqual([
      ["kit", "approve", "summarize"],
      ["kit", "approve", "summarize"],
    ]);
    expect(tabs).toEqual([
      [200, 409],
      [200, 409],
    ]);
    const tape = parseTape(await (await stage.ask("/api/tape")).text());
    expect(listCalls(tape.entries).map(({ tool, rounds, questions }) => [tool, rounds, questions])).toEqual([
      ["summarize", undefined, 1],
      ["summarize", 2, 1],
    ]);
    const { limits } = await stateOf(stage);
    expect(limits.tokens.used).toBeGreaterThan(100);
  });

  it("says who holds the key and what a server's process got, and tells the value of neither", async () => {
    const { models, servers } = await stateOf(stage);
    expect(models).toEqual([
      { name: "offline/kit-offline-1", holdsKey: false, isHosted: false, hosts: [] },
      { name: "openai/gpt-4o-mini", holdsKey: true, isHosted: true, hosts: ["api.openai.com"] },
    ]);
    const env = servers.find(({ name }) => name === "kit")?.env;
    expect(env).toContain("OWN_TOKEN");
    expect(env).not.toContain("OPENAI_API_KEY");
    for (const path of ["/", "/api/state", "/api/tape"]) {
      const text = await (await stage.ask(path)).text();
      for (const secret of [SECRET, KEY, stage.token]) expect(text).not.toContain(secret);
    }
  });

  it("sends what the user has edited, refuses an edit that is no request, and ends a call that is denied", async () => {
    const edited = { messages: [{ role: "user", content: { type: "text", text: "Summarize: The bus leaves." } }] };
    const changed = await call(stage, { revision: "2026-07-28" }, ({ id }) => {
      void stage.post(`/api/cards/${id}`, { decision: "once", edited: { messages: [{ role: "nobody" }] } });
      return { decision: "once", edited };
    });
    expect(changed.results).toMatchObject([{ ok: true, structuredContent: { summary: "The bus leaves." } }]);
    const denied = await call(stage, { revision: "2025-11-25" }, () => ({ decision: "deny" }));
    expect(denied.results).toMatchObject([{ ok: false, error: { code: "declined" } }]);
  });

  it("lets a fault of the stand-in answer in place of the model, and takes it back", async () => {
    expect((await stage.post("/api/settings", { fault: "policy" })).status).toBe(200);
    const failed = await call(stage, { revision: "2026-07-28" }, once);
    expect(failed.results).toMatchObject([{ ok: false, error: { code: "content_refused" } }]);
    expect(await (await stage.post("/api/settings", { fault: null })).json()).toMatchObject({ fault: null });
    expect((await stage.post("/api/settings", { model: "openai/none" })).status).toBe(400);
  });

  it("cancels a call: its card closes", async () => {
    const { call: number } = (await (await stage.post("/api/call", { ...CALL, revision: "2025-11-25" })).json()) as {
      call: number;
    };
    const card = await stage.hear(({ name, data }) => (name === "card" ? data : undefined));
    expect((await stage.post("/api/cancel", { call: number })).status).toBe(200);
    // Which of the two is first depends on the server.
    const heard: object = {};
    await stage.hear(({ name, data }) => {
      Object.assign(heard, name === "card-closed" || name === "result" ? { [name]: data } : {});
      return Object.keys(heard).length === 2 ? true : undefined;
    });
    expect(heard).toMatchObject({
      "card-closed": { id: card.id },
      result: { ok: false, error: { code: "cancelled" } },
    });
  });

  it("cancels a call of a server that does not answer", async () => {
    const body = { server: "silent", tool: "any", arguments: {}, revision: "2026-07-28" };
    const { call: number } = (await (await stage.post("/api/call", body)).json()) as { call: number };
    expect((await stateOf(stage)).servers.find(({ name }) => name === "silent")?.status).toBe("starting");
    await stage.post("/api/cancel", { call: number });
    const result = await stage.hear(({ name, data }) => (name === "result" ? data : undefined));
    expect(result).toMatchObject({ call: number, ok: false, error: { code: "cancelled" } });
    expect((await stage.post("/api/cancel", { call: number })).status).toBe(409);
  });

  it("shows a server that dies with its last words, and starts it anew with the next call", async () => {
    const die = { server: "dying", tool: "die", arguments: {}, revision: "2025-11-25" };
    for (let time = 0; time < 2; time++) {
      const { results } = await call(stage, die, once);
      expect(results).toMatchObject([{ ok: false, error: { code: "connection_closed" } }]);
      const { servers } = await stateOf(stage);
      const own = servers.find(({ name, revision }) => name === "dying" && revision === "2025-11-25");
      expect(own).toMatchObject({ status: "down", reason: expect.stringContaining("no memory left") });
    }
    expect((await stage.post("/api/call", { ...die, server: "none" })).status).toBe(404);
  });
});

describe("pnpm run stage with a policy", () => {
  it("shows an answer before it goes to the server, and sends it as edited", async () => {
    const policy = { defaults: { mode: "auto", review: true, tokensPerSession: 5000 } };
    await using stage = await startStage("--policy", write("policy.json", JSON.stringify(policy)));
    const edited = { messages: [{ role: "assistant", content: { type: "text", text: "A ferry." } }] };
    const { results, cards } = await call(stage, { revision: "2026-07-28" }, () => ({ decision: "once", edited }));
    expect(cards).toMatchObject([{ kind: "review", result: { role: "assistant" } }]);
    expect(results).toMatchObject([{ ok: true, structuredContent: { summary: "A ferry." } }]);
    expect((await stateOf(stage)).limits.tokens.max).toBe(5000);
  });
});

describe("pnpm run stage with a tape", () => {
  const header = '{"tape":1,"startedAt":"2026-01-01T00:00:00.000Z","kit":"0.1.0"}\n';
  const line = (seq: number) =>
    `{"seq":${seq},"time":1,"lane":"wire","connection":1,"server":"s","kind":"request","method":"ping"}\n`;
  const seqOf = (seq: number) => (event: { name: string; data: unknown }) =>
    event.name === "entry" && Object(event.data).seq === seq ? true : undefined;

  it("replays it, and calls nothing", async () => {
    await using stage = await startStage(write("old.ndjson", header + line(1) + line(2)));
    await stage.hear(seqOf(2));
    expect(await stateOf(stage)).toMatchObject({ mode: "replay", servers: [] });
    expect((await stage.post("/api/call", { ...CALL, revision: "both" })).status).toBe(409);
    await expect(startStage("--port", stage.url.port, join(FOLDER, "old.ndjson"))).rejects.toThrow("EADDRINUSE");
  });

  it("follows one that is written meanwhile, torn lines and all", async () => {
    const path = join(FOLDER, "new.ndjson");
    await using stage = await startStage("--follow", path);
    writeFileSync(path, header + line(1) + line(2).slice(0, 20));
    await stage.hear(seqOf(1));
    // JSON may have such line ends between its tokens, and they end a line of an event.
    appendFileSync(path, `${line(2).slice(20)}{"seq":"3"}\n${line(4).replace(":", ":\r\r")}`);
    await stage.hear(seqOf(2));
    await stage.hear(seqOf(4));
    expect(await (await stage.ask("/api/tape")).text()).toBe(header + line(1) + line(2) + line(4));
  });

  it("refuses what is no tape, and both ways at once", async () => {
    await expect(startStage(write("no.ndjson", "hello"))).rejects.toThrow("file_unreadable");
    await expect(startStage("a", "--follow", "b")).rejects.toThrow("invalid_option");
  });
});
