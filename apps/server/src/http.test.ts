import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROTOCOLS } from "./protocols.ts";
import { startRawServer } from "./testing/start-raw-server.ts";

// What HTTP itself does, packages/http tests. Here is what the bindings do with it.

const HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const INITIALIZE = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } };
const _meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": { sampling: {} },
};
const CALL = { name: "ask", arguments: { text: "The harbour is quiet." } };

async function start(...flags: string[]) {
  const server = startRawServer({ args: ["--http", "--port", "0", ...flags] });
  const [, url = ""] = await server.said(/Listening on (http:\S+)/);
  const post = async (method: string, params: object, headers = {}) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(url, { method: "POST", headers: { ...HEADERS, ...headers }, body });
    return { headers: response.headers, text: await response.text() };
  };
  return { post, stop: server.stop };
}

let server: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  server = await start("--stateless");
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

describe("the server over HTTP", { timeout: 60_000 }, () => {
  it.runIf("2026-07-28" in PROTOCOLS)("asks a 2026-07-28 client inside the result", async () => {
    const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "ask" };
    expect((await server.post("tools/call", { ...CALL, _meta }, headers)).text).toContain("input_required");
  });

  it.runIf("2026-07-28" in PROTOCOLS)("does not listen with a key that seals nothing", async () => {
    const weak = startRawServer({ args: ["--http", "--port", "0"], env: { KIT_STATE_KEY: "weak" } });
    expect(await weak.exited).toBe(1);
    expect(weak.stderr()).toMatch(/Cannot start: .*32 characters/);
  });

  it.runIf("2025-11-25" in PROTOCOLS)("opens sessions for 2025-11-25 clients, and serves them", async () => {
    const { post, stop } = await start("--shutdown-timeout", "0");
    const opened = await post("initialize", INITIALIZE);
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    expect((await post("tools/call", CALL, session)).text).toContain("client_cannot_sample");
    expect(await stop()).toBe(0);
  });

  it.runIf("2025-11-25" in PROTOCOLS)(
    "tells a 2025-11-25 client without a session at once that it cannot be asked, and what to do",
    async () => {
      const { text } = await server.post("tools/call", CALL);
      expect(text).toContain("no_back_channel");
      expect(text).toContain("Use a 2026-07-28 client, or a server with sessions");
    },
  );
});
