import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

/** What a client sent to `/chat/completions`. */
export type ModelRequest = {
  model: string;
  messages: { role: string; content: unknown }[];
  [field: string]: unknown;
};

/** What the model answers: words; or an error with a status and headers; nothing at all; or words after a while. */
export type ModelAnswer =
  | string
  | { status: number; headers?: Record<string, string>; error?: string }
  | { silent: true }
  | { text: string; afterMs?: number; finish?: "stop" | "length" };

/** What crossed between the client and a model, in words. */
export type ModelMessage = {
  direction: "to-model" | "from-model";
  said: string;
  /** When it crossed, as `performance.now()` says it. */
  at: number;
};

/** An OpenAI-compatible model on loopback that says what the script says. */
export type ScriptedModel = {
  baseURL: string;
  /** For the learner's client: `custom/NAME` is this model, whatever the name. */
  env: Record<string, string>;
  /** What it was asked, in order, and with which key. */
  asked: { body: ModelRequest; authorization: string | undefined; ms: number }[];
  /** The same as messages, with the answers. */
  messages: ModelMessage[];
  close(): Promise<void>;
};

/** @param script One answer for each request, the last one for all that follow; or a function of the request. */
export async function startScriptedModel(
  script: readonly ModelAnswer[] | ((body: ModelRequest, index: number) => ModelAnswer),
): Promise<ScriptedModel> {
  const since = performance.now();
  const asked: ScriptedModel["asked"] = [];
  const messages: ModelMessage[] = [];
  const note = (direction: ModelMessage["direction"], said: string) =>
    messages.push({ direction, said, at: performance.now() });
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") return send(response, 200, { object: "list", data: [] });
    const body = (await json(request)) as ModelRequest;
    const index = asked.length;
    asked.push({ body, authorization: request.headers.authorization, ms: performance.now() - since });
    const answer = typeof script === "function" ? script(body, index) : (script[index] ?? script.at(-1) ?? "");
    note("to-model", `POST /chat/completions (${body.model})`);
    await reply(response, body, answer, (said) => note("from-model", said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    ...{ baseURL, asked, messages },
    env: { CUSTOM_BASE_URL: baseURL, CUSTOM_API_KEY: "sk-of-the-user" },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function reply(
  response: ServerResponse,
  { model, stream }: ModelRequest,
  answer: ModelAnswer,
  note: (said: string) => void,
): Promise<void> {
  if (typeof answer === "object" && "silent" in answer) return;
  if (typeof answer === "object" && "status" in answer) {
    note(String(answer.status));
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    return send(response, answer.status, { error: { message: answer.error ?? `status ${answer.status}` } });
  }
  const { text, afterMs = 0, finish = "stop" } = typeof answer === "string" ? { text: answer } : answer;
  await wait(afterMs);
  note("completion");
  const head = { id: "scripted", created: 0, model };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  if (!stream) {
    const choice = { index: 0, message: { role: "assistant", content: text }, finish_reason: finish };
    return send(response, 200, { ...head, object: "chat.completion", choices: [choice], usage });
  }
  response.setHeader("content-type", "text/event-stream");
  for (const choice of [
    { delta: { role: "assistant", content: text }, finish_reason: null },
    { delta: {}, finish_reason: finish },
  ]) {
    const chunk = { ...head, object: "chat.completion.chunk", choices: [{ index: 0, ...choice }] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  response.end("data: [DONE]\n\n");
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
