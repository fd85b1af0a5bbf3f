import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What a model is asked, as far as the lab looks at it. */
export type ModelRequest = {
  max_tokens?: number;
  messages: { role: string; content: unknown }[];
  tools?: { function: { name: string } }[];
} & Record<string, unknown>;

/** A server on loopback with the API of OpenAI. */
type ModelServer = { baseURL: string; close(): Promise<void> };

/** Starts one that does with each request what it is told to. */
export async function startModelServer(
  answer: (request: ModelRequest, response: ServerResponse) => unknown,
): Promise<ModelServer> {
  return startHttpServer((request, response) => {
    json(request).then(
      (body) => answer(body as ModelRequest, response),
      // The caller has left.
      () => response.destroy(),
    );
  }, "/v1");
}

/** Sends a completion: a text, or a message with calls of tools. */
export function complete(response: ServerResponse, said: string | object, finishReason?: string): void {
  const message = {
    role: "assistant",
    content: null,
    refusal: null,
    ...(typeof said === "string" ? { content: said } : said),
  };
  const finish_reason = finishReason ?? ("tool_calls" in message ? "tool_calls" : "stop");
  sendJson(response, 200, {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1_790_000_000, model: "canned" },
    choices: [{ index: 0, finish_reason, message }],
    usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
  });
}

/** One call of a tool, as a model asks for it. */
export function toolCall(name: string, args: object = {}) {
  return { tool_calls: [{ id: "call_1", type: "function", function: { name, arguments: JSON.stringify(args) } }] };
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Starts an HTTP server on a free port of loopback. */
export async function startHttpServer(listener: RequestListener, path = ""): Promise<ModelServer> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
