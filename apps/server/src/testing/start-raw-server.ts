import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A message as it stands on the wire. */
export type WireMessage = {
  jsonrpc: "2.0";
  id?: number | string;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown> & { _meta?: Record<string, unknown> };
  error?: { code: number; message: string; data?: Record<string, unknown> };
};

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const MODERN_META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": { sampling: {} },
};

/** Starts the real server as a child process, and talks to it in raw lines, as any client may. */
export function startRawServer(main = MAIN, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  let stderr = "";
  let wake: () => void = () => undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  let read = 0;
  let lastId = 0;

  const server = {
    exited,
    /** Every line that the server wrote to stdout. */
    lines,
    stderr: () => stderr,

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
