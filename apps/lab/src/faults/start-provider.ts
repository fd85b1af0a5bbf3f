import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PROVIDER_ANSWERS, type ProviderAnswer } from "./provider-answers.ts";

/** A provider of models on loopback, which answers as it is told. */
export type Provider = {
  baseURL: string;
  /** What it does from now on. */
  answerWith: (answer: ProviderAnswer) => void;
  /** Resolves when somebody asks. */
  asked: () => Promise<unknown>;
  /** Resolves when somebody who has asked leaves before the answer. */
  left: () => Promise<unknown>;
  close: () => Promise<void>;
};

/** Starts it. At first it answers with a text. */
export async function startProvider(): Promise<Provider> {
  let answer: ProviderAnswer = "a text";
  const seen = new EventEmitter();
  const server = createServer((request, response) => {
    request.resume();
    response.once("close", () => {
      if (!response.writableEnded) seen.emit("left");
    });
    seen.emit("asked");
    PROVIDER_ANSWERS[answer](response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answerWith(name) {
      answer = name;
    },
    asked: () => once(seen, "asked"),
    left: () => once(seen, "left"),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
