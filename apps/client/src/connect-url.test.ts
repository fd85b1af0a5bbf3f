import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { gzipSync } from "node:zlib";
import { type CallProgress, KitError } from "@kit/protocol";
import type { UrlServer } from "@kit/transport";
import { afterEach, describe, expect, it } from "vitest";

import { type ConnectOptions, connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import type { SamplingHandler } from "./sampling-handler.ts";
import { openServers } from "./servers.ts";
import { startAskingServer, startAskingSseServer } from "./testing/asking-server.ts";
import { textResult } from "./testing/connect-to-kit-server.ts";
import { type HttpTestServer, serveOnLoopback } from "./testing/serve-on-loopback.ts";

const startOldServer = (name: string) => startAskingServer("2025-11-25", name);
const startNewServer = (name: string) => startAskingServer("2026-07-28", name);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(starting: Promise<HttpTestServer>): Promise<HttpTestServer> {
  const server = await starting;
  closing.push(server.kill);
  return server;
}

async function open(server: Omit<UrlServer, "name">, options: Partial<ConnectOptions> = {}): Promise<Connection> {
  const handler: SamplingHandler = async () => textResult("An answer.");
  const connection = await connect({ server: { name: "remote", ...server }, revision: "auto", handler, ...options });
  closing.push(connection.close);
  return connection;
}

/** A server that answers every request in the same way. */
const refusing = (status: number, body = "") =>
  serve(serveOnLoopback("/mcp", (_request, response) => response.writeHead(status).end(body)));

const SERVERS = (
  [
    ["2026-07-28", () => startNewServer("remote-server"), {}],
    ["2025-11-25", () => startOldServer("remote-server"), {}],
    ["2025-11-25 over SSE", () => startAskingSseServer("remote-server"), {}],
    ["2025-11-25 over SSE, as it is configured", () => startAskingSseServer("remote-server"), { type: "sse" }],
  ] as const
).filter(([title]) => SPOKEN_REVISIONS.some((revision) => title.startsWith(revision)));

describe.each(SERVERS)("a connection by URL to a server of %s", (title, start, spec) => {
  const revision = title.slice(0, 10);

  it("is made with auto, samples, and knows which call asks", async () => {
    const { url } = await serve(start());
    const origins: unknown[] = [];
    const connection = await open(
      { url, ...spec },
      {
        handler: async (request, { origin }) => {
          origins.push(origin);
          return textResult(`To ${JSON.stringify(request)}`);
        },
      },
    );
    expect(connection).toMatchObject({ revision, server: { name: "remote-server" }, process: undefined });
    expect(connection.tools.map(({ name }) => name)).toEqual(["ask", "count"]);
    const result = await connection.callTool("ask", { text: "a marker" });
    expect(result).toMatchObject({ content: [{ text: expect.stringContaining("remote-server: a marker") }] });
    const calls = [{ id: 1, tool: "ask", arguments: { text: "a marker" } }];
    expect(origins).toEqual([{ server: "remote", reachedBy: url, claimedName: "remote-server", calls }]);
  });

  it("gets every report of progress", async () => {
    const { url } = await serve(start());
    const connection = await open({ url, ...spec });
    const seen: CallProgress[] = [];
    await connection.callTool("count", { steps: 50 }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ progress }) => progress)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it("ends the call and its handler when the server dies", async () => {
    const server = await serve(start());
    const asked = Promise.withResolvers<AbortSignal>();
    const connection = await open(
      { url: server.url, ...spec },
      {
        handler: (_request, { signal }) => {
          asked.resolve(signal);
          return once(signal, "abort").then(() => Promise.reject(new KitError("cancelled", "Cancelled.")));
        },
      },
    );
    const call = connection.callTool("ask", { text: "Hello?" });
    const failed = expect(call).rejects.toMatchObject({ code: "connection_closed" });
    const signal = await asked.promise;
    await server.kill();
    // On 2026-07-28 nothing is open while the handler thinks: the death is met by the next call.
    if (revision === "2026-07-28") {
      await expect(connection.callTool("count", { steps: 1 })).rejects.toMatchObject({ code: "connection_closed" });
    }
    await failed;
    expect(signal.aborted).toBe(true);
    await expect(connection.callTool("ask", { text: "Again?" })).rejects.toMatchObject({ code: "connection_closed" });
  });

  it("goes on after a call that was cancelled", async () => {
    const { url } = await serve(start());
    const asked = Promise.withResolvers<void>();
    let isStuck = true;
    const connection = await open(
      { url, ...spec },
      {
        handler: async (_request, { signal }) => {
          if (!isStuck) return textResult("Hello.");
          asked.resolve();
          await once(signal, "abort");
          throw new KitError("cancelled", "Cancelled.");
        },
      },
    );
    const cancel = new AbortController();
    const call = connection.callTool("ask", { text: "Hello?" }, { signal: cancel.signal });
    const failed = expect(call).rejects.toMatchObject({ code: "cancelled" });
    await asked.promise;
    cancel.abort();
    await failed;
    isStuck = false;
    expect(await connection.callTool("ask", { text: "Hello?" })).toMatchObject({ content: [{ text: "Hello." }] });
  });
});

describe.runIf(SPOKEN_REVISIONS.length > 1)("a connection by URL", () => {
  it("ends a session with the server when it is closed", async () => {
    const server = await serve(startOldServer("remote-server"));
    const connection = await open({ url: server.url });
    await connection.close();
    expect(server.requests.at(-1)).toBe("DELETE /mcp");
  });

  it("sends the headers that are set for the server with every request", async () => {
    const seen = new Set<string | undefined>();
    const { url } = await serveBehind(await serve(startNewServer("remote-server")), (request) => {
      seen.add(request.headers.authorization);
      return undefined;
    });
    const connection = await open({ url, headers: { Authorization: "Bearer a-token" } });
    await connection.callTool("ask", { text: "Hello?" });
    expect([...seen]).toEqual(["Bearer a-token"]);
  });

  it.each([
    [401, {}, "unauthorized", /answered 401: it wants to know who asks\. Set the headers .*"Authorization"/],
    [403, { authorization: "Bearer x" }, "unauthorized", /answered 403: it does not take the Authorization header/],
    [404, {}, "server_unreachable", /answered 404: there is nothing at that path\. Correct the path/],
    [503, {}, "server_unreachable", /answered 503: it has a problem of its own/],
    [200, {}, "server_unreachable", /is no MCP server that this client understands with 2026-07-28 or 2025-11-25 \(/],
  ])("says what a server that answers %i wants", async (status, headers, code, message) => {
    const { url } = await refusing(status, "<p>Hello</p>");
    await expect(open({ url, headers })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("says that nobody is there, with the address and without what is secret in it", async () => {
    const server = await serve(startNewServer("remote-server"));
    await server.kill();
    closing.pop();
    const error = await open({ url: `${server.url}?key=a-key` }).catch((thrown: unknown) => thrown);
    const message = `No connection to the server remote at ${server.url}?…: nobody listens there. Start it, or correct its url.`;
    expect(error).toMatchObject({ code: "server_unreachable", message });
  });

  it("says that a server does not answer", async () => {
    const { url } = await serve(serveOnLoopback("/mcp", () => undefined));
    await expect(open({ url }, { handshakeTimeoutMs: 200 })).rejects.toMatchObject({
      code: "server_unreachable",
      message: expect.stringContaining("did not answer within 0.2 s"),
    });
  });

  it.each(["not a url", "file:///etc/passwd", "http://me:a-password@127.0.0.1:9/mcp"])("refuses %s", async (url) => {
    const error = await open({ url }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "invalid_server_config",
      message: expect.stringMatching(/^The url of the server remote/),
    });
    expect(String(error)).not.toContain("a-password");
  });

  it("refuses the SSE transport on 2026-07-28, which has none", async () => {
    const opening = open({ url: "http://127.0.0.1:9/sse", type: "sse" }, { revision: "2026-07-28" });
    await expect(opening).rejects.toMatchObject({ code: "invalid_option" });
  });

  /** A server whose calls somebody else answers, once. */
  async function openWithFirstCall(answer: (response: ServerResponse) => void): Promise<Connection> {
    const server = await serve(startNewServer("remote-server"));
    let isAnswered = false;
    const proxy = await serve(
      serveOnLoopback("/mcp", async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const body = Buffer.concat(chunks).toString();
        if (body.includes("tools/call") && !isAnswered) {
          isAnswered = true;
          return answer(response);
        }
        const headers = Object.entries(request.headers).filter(([name]) => /^(mcp-|accept$|content-type)/.test(name));
        const answered = await fetch(server.url, { method: "POST", headers: headers as [string, string][], body });
        response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
      }),
    );
    return open({ url: proxy.url });
  }

  it("passes on the code with which a server refuses a call, and goes on", async () => {
    const data = { "kit/error": { code: "request_too_large", isRetryable: false } };
    const error = { code: -32000, message: "Shorten the document.", data };
    const connection = await openWithFirstCall((response) =>
      response.writeHead(413, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", error })),
    );
    await expect(connection.callTool("ask", { text: "Hello?" })).rejects.toMatchObject({
      code: "request_too_large",
      message: "Shorten the document.",
    });
    expect(await connection.callTool("ask", { text: "Hello?" })).toMatchObject({ content: [{ text: "An answer." }] });
  });

  it("says what is no answer of an MCP server, and goes on", async () => {
    const connection = await openWithFirstCall((response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in</p>"),
    );
    await expect(connection.callTool("ask", { text: "Hello?" })).rejects.toMatchObject({
      code: "server_unreachable",
      message: expect.stringContaining("(text/html)"),
    });
    expect(await connection.callTool("ask", { text: "Hello?" })).toMatchObject({ content: [{ text: "An answer." }] });
  });

  it.each([
    [400, startNewServer, "tool_failed"],
    [400, startOldServer, "tool_failed"],
    [503, startNewServer, "server_unreachable"],
    [503, startOldServer, "server_unreachable"],
    [401, startOldServer, "unauthorized"],
  ])("fails a call that is answered %i, and the next one works", async (status, start, code) => {
    let isRefusing = true;
    const { url } = await serveBehind(await serve(start("remote-server")), (_request, body) =>
      isRefusing && body.includes("tools/call") ? [status, "<p>No</p>", "text/html"] : undefined,
    );
    const connection = await open({ url });
    await expect(connection.callTool("count", { steps: 1 })).rejects.toMatchObject({ code });
    isRefusing = false;
    expect(await connection.callTool("count", { steps: 1 })).toMatchObject({ content: [{ text: "Counted to 1." }] });
  });

  it.each([
    [404, ""],
    [400, "Bad Request: No valid session ID provided"],
  ])("begins a new session when a server answers %i to the one it had", async (status, text) => {
    let lost: unknown;
    const seen: string[] = [];
    const { url } = await serveBehind(await serve(startOldServer("remote-server")), ({ headers }, body) => {
      if (body.includes('"method"')) seen.push(JSON.parse(body).method);
      const session = headers["mcp-session-id"];
      if (seen.includes("tools/call")) lost ??= session;
      return session !== undefined && session === lost ? [status, text, "text/plain"] : undefined;
    });
    const told: string[] = [];
    const server = { name: "remote", url };
    const hub = await openServers([server], { revision: "auto", tell: (line) => told.push(line) });
    closing.push(hub.close);
    const calls = await Promise.all([1, 2].map((steps) => hub.call("count", { steps })));
    expect(calls).toMatchObject([{ content: [{ text: "Counted to 1." }] }, { content: [{ text: "Counted to 2." }] }]);
    expect(told).toEqual(["The connection to remote has ended, and is opened again."]);
    expect(seen.filter((method) => method === "tools/list")).toHaveLength(2);
  });

  it.each([startNewServer, startOldServer])("follows a server that has moved within its origin", async (start) => {
    const { url } = await serveBehind(await serve(start("remote-server")), ({ url: path }) =>
      path === "/mcp/" ? undefined : [307, "", "text/plain", { location: "/mcp/" }],
    );
    const connection = await open({ url });
    expect(await connection.callTool("count", { steps: 1 })).toMatchObject({ content: [{ text: "Counted to 1." }] });
  });

  it.each([
    [
      "http://elsewhere.example/mcp?token=a-secret",
      "http://elsewhere.example/mcp. Set its url to that, if you trust it.",
    ],
    ["/mcp", "URL. It sends on and on: correct its url."],
  ])("names the place to which a server sends, and goes no further: %s", async (location, place) => {
    const { url } = await serve(
      serveOnLoopback("/mcp", (_request, response) => response.writeHead(308, { location }).end()),
    );
    const message = `The server remote at ${url} answered 308, and sends to ${place.replace("URL", url)}`;
    await expect(open({ url })).rejects.toMatchObject({ code: "server_unreachable", message });
  });

  it("connects to an older server that answers 500 to a method that it does not know", async () => {
    const { url } = await serveBehind(await serve(startOldServer("remote-server")), (_request, body) =>
      body.includes("server/discover") ? [500, "Oops", "text/plain"] : undefined,
    );
    expect((await open({ url })).revision).toBe("2025-11-25");
  });

  it("says with what error a server answers", async () => {
    const error = { code: -32603, message: "database is locked" };
    const { url } = await serveBehind(await serve(startOldServer("remote-server")), (_request, body) =>
      body.includes("tools/list")
        ? [200, JSON.stringify({ jsonrpc: "2.0", id: JSON.parse(body).id, error }), JSON_TYPE]
        : undefined,
    );
    await expect(open({ url })).rejects.toMatchObject({
      code: "handshake_failed",
      message: `The server remote at ${url} is there, but it answered tools/list with an error: database is locked (-32603).`,
    });
  });

  const lockedFor = (id: unknown) =>
    JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32603, message: "It is locked by a-token-of-mine." } });
  const requestFor = (id: unknown) => JSON.stringify({ jsonrpc: "2.0", id, method: "ping" });
  const BOMB = gzipSync(Buffer.alloc(20_000_000, " "));
  const EVENTS = Buffer.from(`: hello\n\n${"data: xxxxxxxxxx\n".repeat(2_000_000)}`);

  it.each(
    (
      [
        [
          "an error under the id of the call",
          (id) => [500, lockedFor(id), JSON_TYPE],
          "tool_failed",
          "It is locked by [X-Token].",
        ],
        [
          "an error without an id",
          () => [503, lockedFor(null), JSON_TYPE],
          "server_unreachable",
          "503 (It is locked by [X-Token].)",
        ],
        [
          "429",
          () => [429, "", JSON_TYPE, { "retry-after": "7" }],
          "too_many_requests",
          "asked too often. Try again in 7 s.",
        ],
        [
          "503 and when to come back",
          () => [503, "", JSON_TYPE, { "retry-after": "9" }],
          "server_unreachable",
          "Try again in 9 s.",
        ],
        ["an empty body", () => [200, "", JSON_TYPE], "invalid_result", "it is no message"],
        ["a request", (id) => [200, requestFor(id), JSON_TYPE], "invalid_result", "it answers something else"],
        [
          "a stream that ends before",
          () => [200, ": bye\n\n", "text/event-stream"],
          "connection_closed",
          "ended before",
        ],
        [
          "a body that unpacks to too much",
          () => [200, BOMB, JSON_TYPE, { "content-encoding": "gzip" }],
          "answer_too_large",
          "more than 16777216 bytes",
        ],
        [
          "an event without an end",
          () => [200, EVENTS, "text/event-stream"],
          "answer_too_large",
          "more than 16777216 bytes",
        ],
      ] satisfies [string, (id: unknown) => Answer, string, string][]
    ).flatMap((row) => [[...row, startNewServer] as const, [...row, startOldServer] as const]),
  )("ends a call that is answered with %s, and no other", async (_what, answer, code, message, start) => {
    const { url } = await serveBehind(await serve(start("remote-server")), (_request, body) =>
      body.includes("tools/call") ? answer(JSON.parse(body).id) : undefined,
    );
    const connection = await open({ url, headers: { "X-Token": "a-token-of-mine" } });
    const error = await connection.callTool("count", { steps: 1 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(connection.closed.aborted).toBe(false);
  });

  it("names a header that cannot be sent, and not its value", async () => {
    const error = await open({ url: "http://127.0.0.1:9/mcp", headers: { "X-Key": "a-\nsecret" } }).catch(String);
    expect(error).toContain("The header X-Key of the server remote holds what HTTP does not take");
    expect(error).not.toContain("secret");
  });

  it("reads an answer behind a byte order mark", async () => {
    const { url } = await serveBehind(await serve(startOldServer("remote-server")), (_request, body) =>
      body.includes("tools/call")
        ? [
            200,
            `\uFEFF${JSON.stringify({ jsonrpc: "2.0", id: JSON.parse(body).id, result: { content: [] } })}`,
            JSON_TYPE,
          ]
        : undefined,
    );
    expect(await (await open({ url })).callTool("count", { steps: 1 })).toEqual({ content: [] });
  });
});

const JSON_TYPE = "application/json";

type Answer = [status: number, body: string | Buffer, type: string, headers?: Record<string, string>];

/** A server that passes on what it gets to another one, unless it answers itself. */
function serveBehind(
  { url }: HttpTestServer,
  answerItself: (request: IncomingMessage, body: string) => Answer | undefined,
) {
  return serve(
    serveOnLoopback("/mcp", async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const own = answerItself(request, body);
      if (own !== undefined) {
        const [status, text, type, more] = own;
        response.writeHead(status, { "content-type": type, ...more }).end(text);
        return;
      }
      const headers = Object.entries(request.headers).filter(([name]) =>
        /^(mcp-|accept$|content-type|last)/.test(name),
      );
      const { method = "GET" } = request;
      const passedOn = { method, headers: headers as [string, string][], ...(method === "POST" && { body }) };
      const answer = await fetch(url, passedOn).catch(() => undefined);
      response.writeHead(answer?.status ?? 502, Object.fromEntries(answer?.headers ?? []));
      if (answer?.body)
        Readable.fromWeb(answer.body as ReadableStream)
          .on("error", () => response.destroy())
          .pipe(response);
      else response.end();
    }),
  );
}
