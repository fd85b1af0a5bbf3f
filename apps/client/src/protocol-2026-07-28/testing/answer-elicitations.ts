import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { trackCalls } from "../../servers/track-calls.ts";
import { textResult } from "../../testing/connect-to-kit-server.ts";
import { connectClient } from "../connect-client.ts";

const TIMEOUT_MS = 60_000;
const ASKING = ["test_mrtr_echo_state", "test_mrtr_no_state"];
const PLAIN = "test_mrtr_unrelated";
/** Its result lacks `resultType`. The SDK refuses that; what the scenario wants is that nobody calls again. */
const INCOMPLETE = "test_mrtr_no_result_type";

/**
 * Calls the tools of the scenario about `requestState`, which ask by elicitation. The kit's client answers sampling
 * only, so each question is turned into one for the model, and the answer into a person's consent. Between the two
 * stands what the scenario is about: the kit's own way of driving the rounds.
 */
export async function answerElicitations(url: string): Promise<void> {
  const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: fetchTranslated });
  const client = await connectClient(transport, {
    calls: trackCalls({ name: "conformance", reachedBy: url }),
    handler: async () => textResult("Yes."),
    declineAs: "error",
    handshakeTimeoutMs: TIMEOUT_MS,
  });
  const options = { ended: new AbortController(), timeoutMs: TIMEOUT_MS, onProgress: () => undefined };
  const call = (tool: string) => client.callTool(tool, {}, options);
  // Side by side: what belongs to one call must not turn up in another.
  await Promise.all([...ASKING, PLAIN].map(call));
  await call(INCOMPLETE).catch(() => undefined);
  await transport.close();
}

async function fetchTranslated(url: string | URL, init: RequestInit = {}): Promise<Response> {
  const sent = typeof init.body === "string" ? { body: translate(init.body, "params", "inputResponses", CONSENT) } : {};
  const response = await fetch(url, { ...init, ...sent });
  const received = translate(await response.text(), "result", "inputRequests", QUESTION);
  return new Response(received === "" ? null : received, { status: response.status, headers: response.headers });
}

const CONSENT = { action: "accept", content: { confirmed: true } };
const QUESTION = {
  method: "sampling/createMessage",
  params: { messages: [{ role: "user", content: { type: "text", text: "Does the person agree?" } }], maxTokens: 10 },
};

/** A JSON-RPC message with `entry` in place of every entry of one of its records, if it has that record. */
function translate(text: string, part: "params" | "result", record: string, entry: object): string {
  const message = text === "" ? undefined : JSON.parse(text);
  const entries: unknown = message?.[part]?.[record];
  if (typeof entries !== "object" || entries === null) return text;
  const translated = Object.fromEntries(Object.keys(entries).map((key) => [key, entry]));
  return JSON.stringify({ ...message, [part]: { ...message[part], [record]: translated } });
}
