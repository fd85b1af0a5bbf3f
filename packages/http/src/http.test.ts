import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { type Answer, connectClient, connectSdkClient, type SdkClient } from "./testing/connect-sdk-client.ts";
import { INITIALIZE, modernCall, post, readRefusal } from "./testing/requests.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ hasSse: true });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

describe.each(PROTOCOL_REVISIONS)("a server over HTTP on %s", { timeout: 60_000 }, (revision) => {
  let client: SdkClient | undefined;
  const connect = async (answer: Answer) => {
    client = await connectSdkClient(revision, server.url, { answer });
    return client;
  };
  afterEach(() => client?.close());

  it("lists its tools, and answers a call that asks four times, with progress", async () => {
    const { listTools, callTool } = await connect(answerPlainly);
    expect((await listTools()).tools.map(({ name }) => name)).toEqual(["ask"]);
    const seen: number[] = [];
    const { structuredContent } = await callTool(
      "ask",
      { rounds: 4 },
      { onprogress: (one) => seen.push(one.progress) },
    );
    expect(structuredContent).toMatchObject({ said: "Quiet." });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  });

  it("serves calls side by side", async () => {
    const { callTool } = await connect(answerPlainly);
    const calls = Array.from({ length: 20 }, () => callTool("ask", {}));
    for (const { structuredContent } of await Promise.all(calls)) expect(structuredContent).toBeDefined();
  });

  it("gives up the question when the client cancels, and goes on", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const { callTool } = await connect((_request, signal) => {
      asked.resolve(signal);
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const cancel = new AbortController();
    const call = callTool("ask", {}, { signal: cancel.signal });
    const signal = await asked.promise;
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
    cancel.abort();
    await expect(call).rejects.toThrow();
    await aborted;
    expect((await callTool("ask", { rounds: 0 })).structuredContent).toMatchObject({ said: "" });
  });

  it("takes a large body through its rounds", async () => {
    const { callTool } = await connect(answerPlainly);
    const characters = 8 * 1024 * 1024;
    expect((await callTool("ask", { text: "x".repeat(characters) })).structuredContent).toMatchObject({ characters });
  });
});

describe("push over HTTP", { timeout: 60_000 }, () => {
  it("reaches a client that opened no stream of its own: the question comes with the response to the call", async () => {
    const withoutStream: typeof fetch = async (input, init) =>
      init?.method === "GET" ? new Response(null, { status: 405 }) : fetch(input, init);
    const client = await connectSdkClient("2025-11-25", server.url, { answer: answerPlainly, fetch: withoutStream });
    expect((await client.callTool("ask", {})).structuredContent).toMatchObject({ said: "Quiet." });
    await client.close();
  });
});

describe("the old HTTP+SSE endpoints", { timeout: 60_000 }, () => {
  it("serve an old client, its questions included", async () => {
    const client = await connectClient(new SSEClientTransport(new URL("/sse", server.url)), answerPlainly);
    expect((await client.callTool("ask", { rounds: 2 })).structuredContent).toMatchObject({ said: "Quiet." });
    await client.close();
  });

  it.each(["/messages", "/messages?sessionId=of-another-process"])("know no session at %s", async (path) => {
    const refused = await readRefusal(await post(new URL(path, server.url).href, INITIALIZE));
    expect(refused).toMatchObject({ status: 404, code: "session_unknown" });
  });
});

describe("a server of one revision", { timeout: 60_000 }, () => {
  it("tells a 2026-07-28 client that 2025-11-25 is what it speaks", async () => {
    const { url, stop } = await startServer({ revisions: ["2025-11-25"] });
    const response = await fetch(url, { method: "POST", ...modernCall() });
    const error = { code: -32022, data: { supported: ["2025-11-25"], requested: "2026-07-28" } };
    expect([response.status, await response.json()]).toMatchObject([400, { error }]);
    expect(await stop()).toBe(0);
  });

  it("tells a 2025-11-25 client that 2026-07-28 is what it speaks", async () => {
    const { url, stop } = await startServer({ revisions: ["2026-07-28"] });
    const response = await post(url, INITIALIZE);
    expect(await response.json()).toMatchObject({ error: { code: -32022, data: { supported: ["2026-07-28"] } } });
    expect(await stop()).toBe(0);
  });
});

describe("a server without sessions", { timeout: 60_000 }, () => {
  let stateless: RunningServer;
  beforeAll(async () => {
    stateless = await startServer({ isStateless: true });
  });
  afterAll(async () => {
    expect(await stateless.stop()).toBe(0);
  });

  it("serves 2026-07-28 in full", async () => {
    const client = await connectSdkClient("2026-07-28", stateless.url, { answer: answerPlainly });
    expect((await client.callTool("ask", { rounds: 2 })).structuredContent).toMatchObject({ said: "Quiet." });
    await client.close();
  });

  it("serves 2025-11-25 tools that do not ask, and has its server told that it cannot ask", async () => {
    const client = await connectSdkClient("2025-11-25", stateless.url, { answer: answerPlainly });
    expect((await client.callTool("ask", { rounds: 0 })).structuredContent).toMatchObject({ said: "" });
    expect(await client.callTool("ask", { rounds: 1 })).toMatchObject({ isError: true });
    await client.close();
  });

  it("knows no session, and has no stream to open", async () => {
    const answered = await post(stateless.url, { method: "ping" }, { "mcp-session-id": "of another server" });
    expect(await readRefusal(answered)).toMatchObject({ status: 404, code: "session_unknown" });
    const opened = await fetch(stateless.url, { headers: { accept: "text/event-stream" } });
    expect(await readRefusal(opened)).toMatchObject({ status: 405, code: "invalid_http_request" });
  });
});
