import { answerChat } from "../chat/answer-chat.ts";
import { modelNotFound } from "../chat/model-not-found.ts";
import { modelCards } from "../model-cards.ts";
import type { Exchange } from "./exchange.ts";
import { sendJson } from "./send-json.ts";

export interface Route {
  method: "GET" | "POST";
  /** Matched against the whole path; the first group, if any, becomes the `pathPart` of the exchange. */
  path: RegExp;
  answer: (exchange: Exchange) => Promise<void> | void;
}

/** Every path that answers. Adding an endpoint adds a row. */
export const routes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/v1\/chat\/completions\/?$/,
    answer: answerChat,
  },
  {
    method: "GET",
    path: /^\/v1\/models\/?$/,
    answer: ({ response }) => sendJson(response, 200, { object: "list", data: modelCards }),
  },
  {
    method: "GET",
    path: /^\/v1\/models\/(.+)$/,
    answer: ({ response, pathPart }) => {
      const card = modelCards.find(({ id }) => id === pathPart);
      if (card === undefined) throw modelNotFound(pathPart);
      sendJson(response, 200, card);
    },
  },
];
