import type { ServerResponse } from "node:http";

type Answer = (response: ServerResponse) => void;

const SLOW_MS = 400;

/** What the provider of the models does with a request, by name. */
export const PROVIDER_ANSWERS = {
  "a text": complete("A quiet harbour."),
  nothing: complete(""),
  "no JSON": complete("I cannot say."),
  "a text that is cut off": complete("A quiet", "length"),
  "a text, slowly": (response) => void setTimeout(() => complete("A quiet harbour.")(response), SLOW_MS),
  "401": refuse(401),
  "429": refuse(429),
  "500": refuse(500),
  silence: () => undefined,
  "half an answer": (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"choices":', () => response.destroy());
  },
  garbage: (response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Sign in</p>"),
} as const satisfies Record<string, Answer>;

/** The name of what a provider does. */
export type ProviderAnswer = keyof typeof PROVIDER_ANSWERS;

function complete(content: string, finish_reason = "stop"): Answer {
  const choices = [{ index: 0, finish_reason, message: { role: "assistant", content, refusal: null } }];
  const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };
  const completion = { id: "chatcmpl-1", object: "chat.completion", created: 1, model: "model", choices, usage };
  return (response) => send(response, 200, completion);
}

function refuse(status: number): Answer {
  return (response) => send(response, status, { error: { message: "sk-secret is not welcome." } });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
