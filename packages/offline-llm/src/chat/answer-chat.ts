import { readFault } from "../faults/read-fault.ts";
import type { Exchange } from "../http/exchange.ts";
import { readBody } from "../http/read-body.ts";
import { readJson } from "../http/read-json.ts";
import { completeChat } from "./complete-chat.ts";
import { readChatRequest } from "./read-chat-request.ts";
import { sendCompletion } from "./send-completion.ts";

/** `POST /v1/chat/completions`: answers a request, or lets the fault happen that it asks for. */
export async function answerChat({ request, response, server }: Exchange): Promise<void> {
  const asked = readChatRequest(readJson(await readBody(request)));
  const wanted = readFault(request.headers["x-offline-fault"], asked.model);
  if (wanted === undefined) return sendCompletion(response, await completeChat(asked), asked.stream);

  const { fault, value } = wanted;
  const count = (server.faultCounts.get(fault.name) ?? 0) + 1;
  server.faultCounts.set(fault.name, count);
  await fault.happen({ value, count, asked, response });
}
