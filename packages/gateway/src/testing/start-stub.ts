import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the provider sees it. */
export type SeenRequest = {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
};

/** How the stub answers. */
export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** A provider on loopback that notes what it is asked. It is closed when the test ends. */
export async function startStub(answer: Answer = sendJSON(200, COMPLETION)) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
    const asked = { url: request.url, headers: request.headers, body };
    seen.push(asked);
    answer(response, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { baseURL: `http://127.0.0.1:${port}/v1`, seen };
}

/** Answers each request with this status, body and headers. */
export function sendJSON(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Answers each request with text. */
export function sendText(status: number, text: string, contentType: string): Answer {
  return (response) => {
    response.writeHead(status, { "content-type": contentType });
    response.end(text);
  };
}

/** A small completion, as OpenAI sends it. */
export const COMPLETION = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "some-model",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello.", refusal: null } }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
};
