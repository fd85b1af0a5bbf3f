import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerState } from "./http/exchange.ts";
import { handleRequest } from "./http/handle-request.ts";
import { modelId } from "./model-card.ts";

export interface OfflineModelOptions {
  /** TCP port. Default: 0, a free port chosen by the system. */
  port?: number;
  /** Only the loopback address is offered. Default: "127.0.0.1". */
  host?: "127.0.0.1";
  /** Bearer key that requests must carry, without white space; false lets every request pass. Default: a random key. */
  apiKey?: string | false;
}

export interface OfflineModel {
  /** Base URL for an OpenAI client, such as "http://127.0.0.1:54321/v1". */
  baseURL: string;
  /** Bearer key of this server; a request without it gets a 401, unless the option `apiKey` is false. */
  apiKey: string;
  /** The model id that answers without a fault. */
  modelId: string;
  /** Stops the server and drops its open connections. Calling it twice is fine. */
  close: () => Promise<void>;
}

/**
 * Starts an OpenAI-compatible HTTP server whose answers come from rules: no model, no network, no key to buy.
 * The server does not keep the process alive.
 *
 * @example
 * const model = await startOfflineModel();
 * const openai = new OpenAI({ baseURL: model.baseURL, apiKey: model.apiKey });
 * const messages = [{ role: "user", content: "Summarize in 20 words:\n\n" + text }];
 * const answer = await openai.chat.completions.create({ model: model.modelId, messages });
 * await model.close();
 *
 * @throws {TypeError} when `apiKey` is empty or has white space.
 * @throws {Error} when the port is taken (`code` "EADDRINUSE").
 */
export async function startOfflineModel(options: OfflineModelOptions = {}): Promise<OfflineModel> {
  const host = options.host ?? "127.0.0.1";
  const key = options.apiKey ?? `offline-${randomBytes(18).toString("base64url")}`;
  // A bearer key with white space could be sent by nobody.
  if (key !== false && !/^\S+$/.test(key)) throw new TypeError("`apiKey` must be text without white space.");
  const state: ServerState = { apiKey: key, faultCounts: new Map() };
  const server = createServer((request, response) => handleRequest(request, response, state));
  // An idle keep-alive connection must not hold the process either.
  server.on("connection", (socket) => socket.unref());
  server.listen(options.port ?? 0, host);
  await once(server, "listening");
  server.unref();

  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The offline model has no TCP address.");

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
  // OpenAI's client wants a key, even where none is asked for.
  const apiKey = key === false ? "no-key-needed" : key;
  return { baseURL: `http://${host}:${address.port}/v1`, apiKey, modelId, close };
}
