import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import { afterAll } from "vitest";
import { PROTOCOLS } from "../protocols.ts";

/** A message as it stands on the wire. */
export type WireMessage = {
  jsonrpc: "2.0";
  id?: number | string;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown> & { _meta?: Record<string, unknown> };
  error?: { code: number; message: string; data?: Record<string, unknown> };
};

/** The server with its own tools. */
export const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
/** The server with the tools of the tests. */
const FIXTURE = fileURLToPath(new URL("./fixture-server.ts", import.meta.url));

// A test that fails leaves no process behind.
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** The revisions that this server speaks, of which a copy may keep one. */
export const REVISIONS = Object.keys(PROTOCOLS) as ProtocolRevision[];

/** How a server is started. */
export type RawServerOptions = {
  /** Default: the server with the tools of the tests. */
  main?: string;
  args?: readonly string[];
  env?: Record<string, string>;
};
const MODERN_META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": { sampling: {} },
};

/** Starts the real server as a child process, and talks to it in raw lines, as any client may. */
export function startRawServer({ main = FIXTURE, args = [], env = {} }: RawServerOptions = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  running.add(child);
  // A server that has ended shows in `exited`.
  child.stdin.on("error", () => undefined);
  const lines: string[] = [];
  let stderr = "";
  const heard = new EventTarget();
  let wake: () => void = () => undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
    heard.dispatchEvent(new Event("text"));
  });
  const exited = once(child, "close").then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  let read = 0;
  let lastId = 0;

  const server = {
    exited,
    /** Every line that the server wrote to stdout. */
    lines,
    stderr: () => stderr,

    /** Waits until the server's log has a match, and returns it. */
    async said(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(stderr);
        if (found !== null) return found;
        await Promise.race([once(heard, "text"), exited.then(() => Promise.reject(new Error(stderr)))]);
      }
    },

    /** Tells a server over HTTP to stop, and waits for its end. */
    async stop(): Promise<number | null> {
      child.kill("SIGTERM");
      return exited;
    },

    write: (text: string) => child.stdin.write(text),
    send: (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`),

    /** The next message of the server. */
    async next(): Promise<WireMessage> {
      while (read >= lines.length) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return JSON.parse(lines[read++] ?? "");
    },

    /** Sends a request, and returns its response; what comes before it is dropped. */
    async request(method: string, params: object = {}): Promise<WireMessage> {
      const id = `raw-${++lastId}`;
      server.send({ id, method, params });
      let message = await server.next();
      while (message.id !== id || message.method !== undefined) message = await server.next();
      return message;
    },

    /** A request of protocol 2026-07-28, with its envelope. */
    modern(method: string, params: object = {}, capabilities: object = { sampling: {} }): Promise<WireMessage> {
      const _meta = { ...MODERN_META, "io.modelcontextprotocol/clientCapabilities": capabilities };
      return server.request(method, { ...params, _meta });
    },

    /** The handshake of protocol 2025-11-25. */
    async initialize(capabilities: object = { sampling: {} }): Promise<WireMessage> {
      const clientInfo = { name: "raw", version: "1" };
      const response = await server.request("initialize", { protocolVersion: "2025-11-25", capabilities, clientInfo });
      server.send({ method: "notifications/initialized" });
      return response;
    },

    /** Calls a tool as a client of a revision does. A client may shake hands again. */
    async callTool(
      revision: ProtocolRevision,
      name: string,
      args: object,
      capabilities?: object,
    ): Promise<WireMessage> {
      if (revision === "2026-07-28") return server.modern("tools/call", { name, arguments: args }, capabilities);
      await server.initialize(capabilities);
      return server.request("tools/call", { name, arguments: args });
    },

    /** Waits for the next request of a method that the server sends. */
    async asked(method: string): Promise<WireMessage> {
      let message = await server.next();
      while (message.method !== method) message = await server.next();
      return message;
    },

    /** Closes the server's input and waits for its end. */
    async close(): Promise<number | null> {
      child.stdin.end();
      return exited;
    },
  };
  return server;
}
