import type { IncomingMessage } from "node:http";
import { completeChat } from "../chat/complete-chat.ts";
import { modelNotFound } from "../chat/model-not-found.ts";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { modelCard, modelId } from "../model-card.ts";
import { readBody } from "./read-body.ts";
import { readJson } from "./read-json.ts";

export interface Route {
  method: "GET" | "POST";
  /** Matched against the whole path; the first group, if any, is handed to `answer`. */
  path: RegExp;
  answer: (request: IncomingMessage, pathPart: string) => unknown;
}

/** Every path that answers. Adding an endpoint adds a row. */
export const routes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/v1\/chat\/completions\/?$/,
    answer: async (request) => completeChat(readChatRequest(readJson(await readBody(request)))),
  },
  {
    method: "GET",
    path: /^\/v1\/models\/?$/,
    answer: () => ({ object: "list", data: [modelCard] }),
  },
  {
    method: "GET",
    path: /^\/v1\/models\/(.+)$/,
    answer: (_request, id) => {
      if (id !== modelId) throw modelNotFound(id);
      return modelCard;
    },
  },
];
