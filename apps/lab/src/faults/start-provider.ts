import { EventEmitter, once } from "node:events";
import type { ServerResponse } from "node:http";
import { complete, sendJson, startModelServer } from "../processes/model-server.ts";

/** Answers a request; `told` resolves when a fault wants it to. */
type Answer = (response: ServerResponse, told: Promise<void>) => unknown;

const SLOW_MS = 400;
const says =
  (text: string, finishReason?: string): Answer =>
  (response) =>
    complete(response, text, finishReason);
const refuses =
  (status: number): Answer =>
  (response) =>
    sendJson(response, status, { error: { message: "sk-secret is not welcome." } });

/** What the provider of the models does with a request, by name. */
const ANSWERS = {
  "a text": says("A quiet harbour."),
  nothing: says(""),
  "no JSON": says("I cannot say."),
  "a text that is cut off": says("A quiet", "length"),
  "a text, when told": (response, told) => told.then(() => complete(response, "A quiet harbour.")),
  "a text, slowly": (response) => setTimeout(() => complete(response, "A quiet harbour."), SLOW_MS),
  "401": refuses(401),
  "429": refuses(429),
  "500": refuses(500),
  silence: () => undefined,
  "half an answer": (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"choices":', () => response.destroy());
  },
  garbage: (response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Sign in</p>"),
} as const satisfies Record<string, Answer>;

/** The name of what a provider does. */
export type ProviderAnswer = keyof typeof ANSWERS;

/** A provider of models on loopback, which answers as it is told. */
export type Provider = Awaited<ReturnType<typeof startProvider>>;

/** Starts it. At first it answers with a text. */
export async function startProvider() {
  let answer: ProviderAnswer = "a text";
  let told = Promise.withResolvers<void>();
  const seen = new EventEmitter();
  const { baseURL, close } = await startModelServer((_request, response) => {
    response.once("close", () => {
      if (!response.writableEnded) seen.emit("left");
    });
    seen.emit("asked");
    ANSWERS[answer](response, told.promise);
  });
  return {
    baseURL,
    close,
    /** What it does from now on. */
    answerWith(name: ProviderAnswer) {
      answer = name;
      told = Promise.withResolvers();
    },
    /** Lets it answer what has waited for that. */
    tell: () => told.resolve(),
    /** Resolves when somebody asks. */
    asked: () => once(seen, "asked"),
    /** Resolves when somebody who has asked leaves before the answer. */
    left: () => once(seen, "left"),
  };
}
