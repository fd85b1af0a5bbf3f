import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { createGateway, type Gateway } from "@kit/gateway";

/** What the scripted model says next: words, parts of a text, the beginning of an answer without an end, calls, a refusal. */
export type ScriptedReply =
  | string
  | readonly string[]
  | { unfinished: string }
  | { refused: string }
  | { words?: string; calls: { name: string; arguments: string }[] };

type AskedFor = { messages: { role: string; content: unknown }[]; tools?: unknown[]; tool_choice?: unknown };

/** A model server on loopback that streams what the script says, in order, and keeps what it was asked. */
export async function startScriptedModel(script: readonly ScriptedReply[]) {
  const asked: AskedFor[] = [];
  const server = createServer(async (request, response) => {
    const reply = script[asked.length] ?? "The script is over.";
    asked.push((await json(request)) as AskedFor);
    if (typeof reply === "object" && "refused" in reply) {
      response.writeHead(400, { "content-type": "application/json" });
      return response.end(JSON.stringify({ error: { message: reply.refused } }));
    }
    response.setHeader("content-type", "text/event-stream");
    for (const choice of toChoices(reply)) {
      const chunk = { id: "1", object: "chat.completion.chunk", created: 0, model: "scripted" };
      response.write(`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, ...choice }] })}\n\n`);
    }
    return isFinished(reply) && response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const env = { CUSTOM_BASE_URL: baseURL, CUSTOM_API_KEY: "sk-test" };
  const gateway: Gateway = createGateway({ env });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, env, gateway, model: "custom/scripted", close };
}

type Choice = { delta: object; finish_reason: string | null };

function toChoices(reply: Exclude<ScriptedReply, { refused: string }>): Choice[] {
  if (typeof reply === "string") return toChoices(reply.split(/(?<= )/));
  if ("unfinished" in reply) return [toChoice({ content: reply.unfinished })];
  if ("calls" in reply) {
    const calls = reply.calls.map((call, index) => ({ index, id: `call-${index}`, type: "function", function: call }));
    return [toChoice({ content: reply.words ?? null }), toChoice({ tool_calls: calls }), toChoice({}, "tool_calls")];
  }
  return [...reply.map((content) => toChoice({ content })), toChoice({}, "stop")];
}

function toChoice(delta: object, finish_reason: string | null = null): Choice {
  return { delta, finish_reason };
}

function isFinished(reply: ScriptedReply): boolean {
  return typeof reply === "string" || !("unfinished" in reply);
}
