import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import * as z from "zod";

const requestSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.unknown()).optional(),
});

type Asked = z.infer<typeof requestSchema>;

/** One request to the model, and what it said. */
export type Exchange = { prompt: string; said: string | undefined; isAbandoned: boolean };

/** A prompt that the model never answers. */
const SILENCE = "Do not answer.";

/**
 * Starts a model with the API of OpenAI. It says something new each time, looks a word up first if it has a tool, and
 * takes no other question until the one that it does not answer is given up.
 */
export async function startModel(onSilence: () => unknown) {
  const exchanges: Exchange[] = [];
  let free = Promise.resolve();
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    const exchange: Exchange = { prompt: promptOf(asked), said: undefined, isAbandoned: false };
    exchanges.push(exchange);
    if (exchange.prompt === SILENCE) {
      free = once(response, "close").then(() => {
        exchange.isAbandoned = true;
      });
      onSilence();
      return;
    }
    await free;
    const message = answer(asked, exchanges.length);
    if ("content" in message) exchange.said = message.content;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(toCompletion(message)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    exchanges,
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  return requestSchema.parse(await json(request));
}

function promptOf({ messages }: Asked): string {
  const content = messages.findLast(({ role }) => role === "user")?.content;
  return typeof content === "string" ? content : JSON.stringify(content);
}

function answer({ messages, tools = [] }: Asked, count: number) {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: `It stands there: ${last.content} (${count}).` };
  if (tools.length === 0) return { content: `Answer number ${count}.` };
  const lookUp = { name: "look_up", arguments: JSON.stringify({ word: "harbour" }) };
  return { tool_calls: [{ id: `call-${count}`, type: "function", function: lookUp }] };
}

function toCompletion(message: object) {
  const finish_reason = "tool_calls" in message ? "tool_calls" : "stop";
  return {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1_790_000_000, model: "canned" },
    choices: [{ index: 0, finish_reason, message: { role: "assistant", content: null, ...message } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}
