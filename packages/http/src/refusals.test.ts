import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkHttpSettings } from "./http-settings.ts";
import { openStateStore } from "./state-store.ts";
import { answerPlainly } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { INITIALIZE, modernCall, post, type Refused, readRefusal } from "./testing/requests.ts";
import { type RunningServer, spawnServer, startServer } from "./testing/start-server.ts";

const TOKEN = "token-of-the-first-client";
const OTHER_TOKEN = "token-of-the-other-client";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const MIB = 1024 * 1024;
const MODERN = { "mcp-protocol-version": "2026-07-28" };
const SETTINGS = {
  ...{ host: "127.0.0.1", port: 0, tokens: [], allowedHosts: [], isStateless: false, hasSse: false },
  ...{ rateLimit: undefined, sessionIdleMs: 1_000, shutdownMs: 0, stateStoreUrl: undefined },
};

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ allowedHosts: ["kit.example"], tokens: [TOKEN, OTHER_TOKEN] });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

/** fetch does not let one set Host. */
function initializeAs(headers: Record<string, string>): Promise<Refused> {
  return new Promise((resolve, reject) => {
    const json = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const sent = request(
      server.url,
      { method: "POST", headers: { ...json, ...bearer(TOKEN), ...headers } },
      (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => {
          const init = { status: response.statusCode ?? 0 };
          if (init.status !== 200) resolve(readRefusal(new Response(text, init)));
          else resolve({ ...init, headers: new Headers(), id: null, rpcCode: null, code: null, message: "" });
        });
      },
    );
    sent.on("error", reject).end(JSON.stringify({ jsonrpc: "2.0", id: "raw", ...INITIALIZE }));
  });
}

describe("the server over HTTP refuses", { timeout: 60_000 }, () => {
  it.each([
    ["another Host, which a rebound name would be", { host: "evil.example:3000" }],
    ["another Origin, which a page elsewhere has", { origin: "https://evil.example" }],
    ["an Origin that says nothing", { origin: "null" }],
  ])("%s", async (_what, headers) => {
    const refused = await initializeAs(headers);
    expect(refused).toMatchObject({ status: 403, code: "origin_refused" });
    expect(refused.message).toContain("--allowed-host");
  });

  it.each([
    ["loopback under any of its names", { host: "localhost:1" }],
    ["a name that it was given", { host: "kit.example" }],
    ["a page from a name that it was given", { origin: "https://kit.example" }],
  ])("but not %s", async (_what, headers) => {
    expect((await initializeAs(headers)).status).toBe(200);
  });

  it.each([
    ["no token", {}, "Bearer"],
    ["a wrong token", bearer("token-of-nobody-at-all"), 'Bearer error="invalid_token"'],
    ["the beginning of a token", bearer(TOKEN.slice(0, -1)), 'Bearer error="invalid_token"'],
    ["another scheme", { authorization: `Basic ${TOKEN}` }, 'Bearer error="invalid_token"'],
  ])("%s", async (_what, headers: Record<string, string>, challenge) => {
    const refused = await readRefusal(await post(server.url, INITIALIZE, headers));
    expect(refused).toMatchObject({ status: 401, code: "unauthorized" });
    expect(refused.headers.get("www-authenticate")).toBe(challenge);
    expect(refused.message).not.toContain(TOKEN.slice(0, -1));
  });

  it.each([33, 65])("a body of %i MiB, and reads it to its end so that the answer is seen", async (size) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "x", params: "x".repeat(size * MIB) });
    const headers = { "content-type": "application/json", ...bearer(TOKEN) };
    const refused = await readRefusal(await fetch(server.url, { method: "POST", headers, body }));
    expect(refused).toMatchObject({ status: 413, code: "request_too_large" });
    expect(refused.message).toContain("33554432 bytes");
  });

  it("a body that is not JSON", async () => {
    const headers = { "content-type": "application/json", ...bearer(TOKEN) };
    const refused = await readRefusal(await fetch(server.url, { method: "POST", headers, body: "{" }));
    expect(refused).toMatchObject({ status: 400, rpcCode: -32700, code: "invalid_http_request" });
  });

  it("a body that is nested so deep that an SDK would run out of stack", async () => {
    const headers = { "content-type": "application/json", ...bearer(TOKEN) };
    const body = `{"jsonrpc":"2.0","id":1,"method":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const refused = await readRefusal(await fetch(server.url, { method: "POST", headers, body }));
    expect(refused).toMatchObject({ status: 400, rpcCode: -32600, code: "invalid_http_request" });
  });

  it("a body whose values would take more memory than its bytes, and has little to do for it", async () => {
    const headers = { "content-type": "application/json", ...bearer(TOKEN) };
    for (const value of ["0", "{}", `${"[".repeat(190)}${"]".repeat(190)}`, '"\\\\"']) {
      const values = `${value},`.repeat((31 * MIB) / (value.length + 1));
      const body = `{"jsonrpc":"2.0","id":0,"result":{"content":[${values}0]}}`;
      const refused = await readRefusal(await fetch(server.url, { method: "POST", headers, body }));
      expect(refused).toMatchObject({ status: 400, rpcCode: -32600, code: "invalid_http_request" });
      expect(refused.message).toContain("more than 100000 values");
    }
  });

  it.each<[string, number, RequestInit & { headers?: Record<string, string> }]>([
    ["accepts neither type of answer", 406, { headers: { accept: "text/html" } }],
    ["is a stream that accepts no events", 406, { method: "GET", headers: { accept: "application/json" } }],
    ["has another type of content", 415, { headers: { "content-type": "text/plain" } }],
    ["is compressed", 415, { headers: { "content-encoding": "gzip" }, body: gzipSync("{}") }],
    ["names a revision that there is not", 400, { headers: { "mcp-protocol-version": "1999-01-01" } }],
    ["is no JSON-RPC", 400, { body: "5" }],
    ["is a batch of too many", 400, { body: `[${'{"jsonrpc":"2.0","id":1,"method":"ping"},'.repeat(100)}{}]` }],
    ["begins a session again", 400, { body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...INITIALIZE }) }],
    ["comes back for an event that there is not", 400, { method: "GET", headers: { "last-event-id": "none" } }],
    ["has another type of content on 2026-07-28", 415, { headers: { ...MODERN, "content-type": "text/plain" } }],
    ["is a GET on 2026-07-28", 405, { method: "GET", headers: MODERN }],
    ["is a batch on 2026-07-28", 400, { headers: MODERN, body: `[${modernCall().body}]` }],
    ["names no method in a header on 2026-07-28", 400, { headers: MODERN, body: modernCall().body }],
  ])("what an SDK refuses, with a code: a request that %s", async (_what, status, { method = "POST", ...given }) => {
    const opened = await post(server.url, INITIALIZE, bearer(TOKEN));
    await opened.text();
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    const types = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const headers = { ...types, ...session, ...bearer(TOKEN), ...given.headers };
    const body = method === "POST" && { body: given.body ?? JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }) };
    const refused = await readRefusal(await fetch(server.url, { method, ...body, headers }));
    expect(refused).toMatchObject({ status, code: "invalid_http_request" });
    expect(refused.message).not.toBe("");
  });

  it.each(["*/*", "application/json, text/*;q=0.5", "application/*, text/event-stream"])(
    "but not a request that accepts %s",
    async (accept) => {
      expect((await post(server.url, INITIALIZE, { ...bearer(TOKEN), accept })).status).toBe(200);
    },
  );

  it("but not a byte order mark, nor a session without a name", async () => {
    const headers = { "content-type": "application/json", "mcp-session-id": "", ...bearer(TOKEN) };
    const body = `\ufeff${JSON.stringify({ jsonrpc: "2.0", id: 1, ...INITIALIZE })}`;
    expect((await fetch(server.url, { method: "POST", headers, body })).status).toBe(200);
  });

  it("a path that it does not have", async () => {
    const refused = await readRefusal(await post(server.url.replace("/mcp", "/sse"), INITIALIZE, bearer(TOKEN)));
    expect(refused).toMatchObject({ status: 404, code: "invalid_http_request" });
    expect(refused.message).toContain("/mcp");
  });

  it("a method that it does not have", async () => {
    const refused = await readRefusal(await fetch(server.url, { method: "PUT", headers: bearer(TOKEN) }));
    expect(refused).toMatchObject({ status: 405, code: "invalid_http_request" });
    expect(refused.headers.get("allow")).toBe("POST, GET, DELETE");
  });

  it("a 2025-11-25 request without a session", async () => {
    const refused = await readRefusal(await post(server.url, { method: "tools/list" }, bearer(TOKEN)));
    expect(refused).toMatchObject({ status: 400, id: "raw", code: "invalid_http_request" });
    expect(refused.message).toContain("initialize");
  });

  it.each(["GET", "POST", "DELETE"])("a session that it does not know, on %s", async (method) => {
    const headers = { "mcp-session-id": "another process's", "content-type": "application/json", ...bearer(TOKEN) };
    const body = method === "POST" ? { body: JSON.stringify({ jsonrpc: "2.0", id: "raw", method: "ping" }) } : {};
    const refused = await readRefusal(await fetch(server.url, { method, headers, ...body }));
    expect(refused).toMatchObject({ status: 404, rpcCode: -32001, code: "session_unknown" });
    expect(refused.message).toContain("keeps each client at one of them");
    expect(refused.message).toContain("2026-07-28 client");
  });

  it("the session of somebody else", async () => {
    const opened = await post(server.url, INITIALIZE, bearer(TOKEN));
    await opened.text();
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    const others = await post(server.url, { method: "ping" }, { ...session, ...bearer(OTHER_TOKEN) });
    expect(await readRefusal(others)).toMatchObject({ status: 404, code: "session_unknown" });
    expect((await post(server.url, { method: "ping" }, { ...session, ...bearer(TOKEN) })).status).toBe(200);
  });

  it.each([
    [
      "a state that was tampered with",
      TOKEN,
      (state: string) => state.replace(/.(?=..$)/, (it) => (it === "A" ? "B" : "A")),
    ],
    ["the state of somebody else", OTHER_TOKEN, (state: string) => state],
  ])("%s", async (_what, token, tamper) => {
    const send = (params: object, by: string) => {
      const { headers, body } = modernCall({ ...params });
      return fetch(server.url, { method: "POST", headers: { ...headers, ...bearer(by) }, body });
    };
    const { result } = (await (await send({}, TOKEN)).json()) as { result: { requestState: string } };
    const again = { requestState: tamper(result.requestState), inputResponses: {} };
    expect(await (await send(again, token)).json()).toMatchObject({
      error: { code: -32602, data: { reason: "invalid_request_state" } },
    });
  });

  it("nobody's health check", async () => {
    const health = await fetch(server.url.replace("/mcp", "/healthz"));
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
  });

  it("and serves the next call of who may", async () => {
    const client = await connectSdkClient("2026-07-28", server.url, { answer: answerPlainly, headers: bearer(TOKEN) });
    expect((await client.callTool("ask", {})).structuredContent).toMatchObject({ said: "Quiet." });
    await client.close();
  });
});

describe("a rate limit", { timeout: 60_000 }, () => {
  it("answers 429 and says how long to wait, to the one who sent too much", async () => {
    const limited = await startServer({ rateLimit: 2, tokens: [TOKEN, OTHER_TOKEN] });
    const statuses = [];
    for (let sent = 0; sent < 2; sent += 1) statuses.push((await post(limited.url, INITIALIZE, bearer(TOKEN))).status);
    const refused = await readRefusal(await post(limited.url, INITIALIZE, bearer(TOKEN)));
    expect([...statuses, refused.status]).toEqual([200, 200, 429]);
    expect(refused).toMatchObject({ code: "too_many_requests", id: "raw" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await post(limited.url, INITIALIZE, bearer(OTHER_TOKEN))).status).toBe(200);
    expect(await limited.stop()).toBe(0);
  });

  it("counts each request of a batch", async () => {
    const limited = await startServer({ rateLimit: 3 });
    const send = async (requests: number) => {
      const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
      const body = `[${Array.from({ length: requests }, () => ping).join()}]`;
      const headers = { "content-type": "application/json" };
      return readRefusal(await fetch(limited.url, { method: "POST", headers, body }));
    };
    // It has no session to be answered in.
    expect((await send(3)).status).toBe(400);
    expect(await send(1)).toMatchObject({ status: 429, code: "too_many_requests" });
    expect(await limited.stop()).toBe(0);
  });
});

describe("settings that cannot work", { timeout: 60_000 }, () => {
  it.each([
    ["an open address without a token", { host: "0.0.0.0" }, "Set KIT_SERVER_TOKEN, or bind to 127.0.0.1."],
    ["an open IPv6 address without a token", { host: "::" }, "Set KIT_SERVER_TOKEN"],
    ["a name without a token", { host: "kit.example" }, "Set KIT_SERVER_TOKEN"],
    [
      "a proxy's name without a token",
      { allowedHosts: ["localhost", "kit.example"] },
      "--allowed-host kit.example lets",
    ],
    ["a short token", { tokens: ["short"] }, "needs 16 characters or more"],
    ["a token that no header can carry", { tokens: ["with spaces in its middle"] }, "letters, digits"],
    ["old endpoints without sessions", { hasSse: true, isStateless: true }, "--sse keeps its clients in the memory"],
  ])("are refused: %s", (_what, given, said) => {
    expect(() => checkHttpSettings({ ...SETTINGS, ...given })).toThrow(said);
  });

  it.each([
    ["no Redis URL", "memcached://127.0.0.1:1", "it is not a redis:// or rediss:// URL"],
    ["a Redis that is not there", "redis://user:secret@127.0.0.1:1", "nothing answers there"],
  ])("are refused: %s to keep states in, and no password is shown", async (_what, stateStoreUrl, said) => {
    const refused = openStateStore(stateStoreUrl, () => undefined);
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.not.toThrow("secret");
  });

  it("are refused by the process, which ends with 1 and says why: a port in use", async () => {
    const second = spawnServer({ port: Number(new URL(server.url).port) });
    expect(await second.exited).toBe(1);
    expect(second.stderr()).toContain("is in use. Choose another with --port.");
  });
});
