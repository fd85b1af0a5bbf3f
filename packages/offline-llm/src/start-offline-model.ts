import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendCompletion, toCompletion } from "./wire/completion.ts";
import { FAULTS, parseFault, readFaultHeader } from "./wire/faults.ts";
import { ApiError, checkKey, readJson, sendJson } from "./wire/http.ts";

export type OfflineModelOptions = {
  /** TCP port. Default: 0, a free port chosen by the system. */
  port?: number;
  /** Only the loopback address is offered. Default: "127.0.0.1". */
  host?: "127.0.0.1";
  /** Bearer key that requests must carry, without white space; false lets every request pass. Default: a random key. */
  apiKey?: string | false;
};

export type OfflineModel = {
  /** Base URL for an OpenAI client, such as "http://127.0.0.1:54321/v1". */
  baseURL: string;
  /** Bearer key of this server; a request without it gets a 401, unless the option `apiKey` is false. */
  apiKey: string;
  /** The model id that answers without a fault. */
  modelId: string;
  /** Stops the server and drops its open connections. Calling it twice is fine. */
  close: () => Promise<void>;
};

type ServerState = { apiKey: string | false; faultCounts: Map<string, number> };

const MODEL_ID = "kit-offline-1";
/** `created` is fixed: rules have no birthday worth telling. */
const CARD = { object: "model", created: 1_767_225_600, owned_by: "offline" };

/** Every id that a request may ask for: the model, then a model for each fault. */
export const MODEL_CARDS = [
  { ...CARD, id: MODEL_ID, description: "Stands in for a language model: answers from rules and a phrasebook." },
  ...FAULTS.map(({ name, description }) => ({ ...CARD, id: name, description })),
];

const CHAT_PATH = /^\/v1\/chat\/completions\/?$/;
const MODELS_PATH = /^\/v1\/models(?:\/(?<id>.+))?\/?$/;

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
  // A bearer key with white space cannot be sent.
  if (key !== false && !/^\S+$/.test(key)) throw new TypeError("`apiKey` must be text without white space.");
  const state: ServerState = { apiKey: key, faultCounts: new Map() };
  // Half of what it costs to load this package is node:http: who only imports it does not pay for that.
  const { createServer } = await import("node:http");
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
  return { baseURL: `http://${host}:${address.port}/v1`, apiKey, modelId: MODEL_ID, close };
}

/** Checks the path, the method and the key, and answers; every failure leaves in OpenAI's error shape. */
async function handleRequest(request: IncomingMessage, response: ServerResponse, server: ServerState): Promise<void> {
  try {
    const { method = "GET", url = "/", headers } = request;
    const path = readPath(url);
    const isChat = CHAT_PATH.test(path);
    const models = MODELS_PATH.exec(path);
    if (!isChat && models === null) {
      const message = `Unknown path ${method} ${path}. This server offers chat completions and models.`;
      throw new ApiError(404, message, { code: "unknown_url" });
    }
    const allow = isChat ? "POST" : "GET";
    if (method !== allow) {
      const details = { code: "method_not_allowed", headers: { allow } };
      throw new ApiError(405, `${method} is not allowed on ${path}. Use ${allow}.`, details);
    }
    checkKey(headers.authorization, server.apiKey);
    if (isChat) await answerChat(request, response, server);
    else sendJson(response, 200, modelsBody(models?.groups?.id));
  } catch (error) {
    // The client hung up, or has the head of the answer already.
    if (response.destroyed || response.headersSent || request.errored) return;
    // What is left of a refused body is read and dropped, so that the client gets to see the answer.
    request.resume();
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, "The offline model failed; this is a bug in its rules.");
    if (refusal !== error) console.error(error);
    sendJson(response, refusal.status, refusal.toBody(), refusal.details.headers);
  }
}

function readPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "/";
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ApiError(400, `The path ${path} is not valid percent-encoding.`);
  }
}

/** `GET /v1/models`, or one of them by its id. */
function modelsBody(id: string | undefined): object {
  if (id === undefined) return { object: "list", data: MODEL_CARDS };
  const card = MODEL_CARDS.find((candidate) => candidate.id === id);
  if (card === undefined) throw modelNotFound(id);
  return card;
}

/** `POST /v1/chat/completions`: answers a request, or lets the fault happen that it asks for. */
async function answerChat(request: IncomingMessage, response: ServerResponse, server: ServerState): Promise<void> {
  // What reads and answers requests is loaded with the first one: who only starts the server does not wait for it.
  const { readChatRequest } = await import("./wire/chat-request.ts");
  const asked = readChatRequest(await readJson(request));
  const wanted = readFaultHeader(request.headers["x-offline-fault"]) ?? checkModelId(asked.model);
  const { answer } = await import("./answer/answer.ts");
  const complete = async () => toCompletion(asked, await answer(asked));
  if (wanted === undefined) return sendCompletion(response, await complete(), asked.stream);

  const { fault, value } = wanted;
  const count = (server.faultCounts.get(fault.name) ?? 0) + 1;
  server.faultCounts.set(fault.name, count);
  await fault.happen({ value, count, request: asked, response, complete });
}

/**
 * Whether this server answers to a model id.
 *
 * @returns the fault that the id stands for, if it stands for one.
 * @throws {ApiError} 404 when there is no such model, 400 when the number behind `=` is none that the fault takes.
 */
export function checkModelId(id: string) {
  const fault = parseFault(id, "model");
  if (id !== MODEL_ID && fault === undefined) throw modelNotFound(id);
  return fault;
}

function modelNotFound(asked: string): ApiError {
  const message = `The model \`${asked}\` does not exist here. This offline server answers as \`${MODEL_ID}\`, and with a fault as the other ids of GET /v1/models.`;
  return new ApiError(404, message, { param: "model", code: "model_not_found" });
}
