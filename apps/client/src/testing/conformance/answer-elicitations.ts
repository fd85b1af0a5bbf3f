import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { connect } from "../../connect.ts";
import { textResult } from "../connect-to-kit-server.ts";
import { serveOnLoopback } from "../serve-on-loopback.ts";

const ASKING = ["test_mrtr_echo_state", "test_mrtr_no_state"];
const PLAIN = "test_mrtr_unrelated";
/** Its result lacks `resultType`. The SDK refuses that; what the scenario wants is that nobody calls again. */
const INCOMPLETE = "test_mrtr_no_result_type";

/**
 * Calls the tools of the scenario about `requestState`, which ask by elicitation. The kit's client answers sampling
 * only, so a proxy turns each question into one for the model, and the answer into a user's consent. What the scenario
 * is about stays as it is: how the kit's client drives the rounds.
 */
export async function answerElicitations(url: string): Promise<void> {
  const proxy = await serveOnLoopback("/mcp", (request, response) => passOn(url, request, response));
  const connection = await connect({
    server: { name: "conformance", url: proxy.url },
    revision: "2026-07-28",
    handler: async () => textResult("Yes."),
  });
  try {
    // Side by side: what belongs to one call must not turn up in another.
    await Promise.all([...ASKING, PLAIN].map((tool) => connection.callTool(tool, {})));
    await connection.callTool(INCOMPLETE, {}).catch(() => undefined);
  } finally {
    await connection.close();
    await proxy.kill();
  }
}

async function passOn(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent = translate(await text(request), "params", "inputResponses", CONSENT);
  const headers = Object.entries(request.headers).filter(([name]) => /^(mcp-|accept$|content-type$)/.test(name));
  const { method = "POST" } = request;
  const answer = await fetch(url, { method, headers: headers as [string, string][], body: sent || null });
  const received = translate(await answer.text(), "result", "inputRequests", QUESTION);
  const type = answer.headers.get("content-type");
  response.writeHead(answer.status, type === null ? {} : { "content-type": type }).end(received);
}

const CONSENT = { action: "accept", content: { confirmed: true } };
const QUESTION = {
  method: "sampling/createMessage",
  params: { messages: [{ role: "user", content: { type: "text", text: "Does the user agree?" } }], maxTokens: 10 },
};

/** A JSON-RPC message with `entry` in place of every entry of one of its records, if it has that record. */
function translate(json: string, part: "params" | "result", record: string, entry: object): string {
  const message = json === "" ? undefined : JSON.parse(json);
  const entries: unknown = message?.[part]?.[record];
  if (typeof entries !== "object" || entries === null) return json;
  const translated = Object.fromEntries(Object.keys(entries).map((key) => [key, entry]));
  return JSON.stringify({ ...message, [part]: { ...message[part], [record]: translated } });
}
