import type { ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { ERROR_CODES } from "@kit/protocol";
import fc from "fast-check";
import { CARRIERS, type Carrier } from "../../faults/carriers.ts";
import { environment, startClient } from "../../faults/fault-processes.ts";
import { listenForRelays, type WireMessage } from "../../faults/wire.ts";
import { complete, startHttpServer, startModelServer } from "../../processes/model-server.ts";
import { UNHANDLED } from "../../processes/raw-client.ts";
import { createLog, readLines, within } from "../../processes/start-program.ts";
import { MUTATION, type Mutation } from "./mutations.ts";

/** How many calls are open at once, on a connection of their own. */
const BATCH = 50;
/** What has not ended by then has no end. Long, because the machine may have other work. */
const HANG_MS = 180_000;

const COMPLETE = { resultType: "complete", ttlMs: 0, cacheScope: "private" };
/** The pattern would take years for it. */
const OUTPUT = { at: `${"a".repeat(60)}!`, words: 3 };
const OBJECT = { type: "object", properties: { at: { type: "string", pattern: "^(a+)+$", format: "odd" } } };
const TOOL = { name: "work", description: "Works.", inputSchema: OBJECT, outputSchema: OBJECT };
const QUESTION = {
  method: "sampling/createMessage",
  params: {
    ...{
      messages: [{ role: "user", content: { type: "text", text: "Where?" } }],
      maxTokens: 50,
      systemPrompt: "Be short.",
    },
    ...{
      modelPreferences: { hints: [{ name: "sonnet" }], costPriority: 0.4 },
      tools: [TOOL],
      toolChoice: { mode: "auto" },
    },
  },
};
const DONE = { ...COMPLETE, content: [{ type: "text", text: "Done." }], structuredContent: OUTPUT, isError: false };
const DECLINED = { code: "declined", isRetryable: false, data: { tool: "work" } };

/** What a server answers, by the method. */
const ANSWERS: Readonly<Record<string, object>> = {
  initialize: {
    ...{ protocolVersion: "2025-11-25", capabilities: { tools: { listChanged: true } } },
    serverInfo: { name: "fuzz", title: "Fuzz", version: "1" },
  },
  "server/discover": {
    ...{ ...COMPLETE, supportedVersions: ["2026-07-28"], capabilities: { tools: {} }, instructions: "Call it." },
    _meta: { "io.modelcontextprotocol/serverInfo": { name: "fuzz", version: "1" } },
  },
  "tools/list": { ...COMPLETE, tools: [TOOL, { ...TOOL, name: "rest" }] },
};

/** What a call is answered with. A `question` is pushed before, where the carrier can push. */
const CALL_ANSWER = fc.constantFrom<{ result?: object; error?: object; question?: object }>(
  ...[{ result: DONE }, { result: DONE, question: QUESTION }],
  { result: { ...DONE, isError: true, _meta: { "kit/error": DECLINED } } },
  { result: { resultType: "input_required", inputRequests: { one: QUESTION, two: QUESTION }, requestState: "e30" } },
  { error: { code: -32602, message: "No.", data: { "kit/error": DECLINED } } },
);
const DRAW = fc.record({ answer: CALL_ANSWER, mutation: MUTATION });
const HANDSHAKE = fc.record({ greeting: fc.option(MUTATION), list: fc.option(MUTATION) });

/**
 * Lets a client of the kit connect, list and call, and mutates what comes back: whatever it is, the call must end with
 * a result or a `KitError`, and the next one must work. Tells what the client wrote to stderr that nobody thought of.
 *
 * @throws {Error} with the answer that did not end its call so.
 */
export async function fuzzClient({ carrier, answers, seed }: { carrier: Carrier; answers: number; seed: number }) {
  const { revision, isHttp } = CARRIERS[carrier];
  const log = createLog();
  const model = await startModelServer((_request, response) => complete(response, "A quiet harbour."));
  const env = { KIT_MODEL: "custom/model", CUSTOM_BASE_URL: model.baseURL };
  const client = await startClient(env, 0, log.add);
  let batch: (typeof DRAW extends fc.Arbitrary<infer T> ? T : never)[] = [];
  let handshake: Partial<Record<string, Mutation | null>> = {};

  const peer = await startPeer(isHttp, ({ id, method = "", params = {} }) => {
    const { at } = (params.arguments ?? {}) as { at?: string };
    const known = ANSWERS[method];
    if (known !== undefined) return [lineOf({ id }, "result", known, handshake[method])];
    // A call that comes again, with answers or to be put off, is through.
    const { answer, mutation } = batch[Number(at)] ?? {};
    delete batch[Number(at)];
    const { result, error, question } = answer ?? { result: DONE };
    const last = lineOf({ id }, result ? "result" : "error", result ?? error ?? {}, mutation);
    const isPushed = question !== undefined && revision === "2025-11-25" && !isHttp;
    return isPushed
      ? [lineOf({ id: `q${at}`, method: QUESTION.method }, "params", QUESTION.params, mutation), last]
      : [last];
  });
  const order = async (what: string, given: { do: string; [detail: string]: unknown }): Promise<string | undefined> => {
    const reply = await within(HANG_MS, client.order(given)).catch((error) => ({ code: "no end", message: error }));
    if (reply.code === undefined || (reply.code in ERROR_CODES && reply.code !== "timed_out")) return reply.code;
    throw new Error(`FUZZ_SEED=${seed}, ${carrier}: ${what} ended with ${reply.code}: ${reply.message}`);
  };
  const connect = () =>
    order(JSON.stringify(handshake), { do: "connect", revision, canSample: true, server: peer.server });
  const call = (what: string, at?: string) =>
    order(what, { do: "call", tool: "work", args: { at }, padding: 0, timeoutMs: HANG_MS / 2 });
  try {
    await order("sampling", { do: "sample", behaviour: "answers", timeoutMs: HANG_MS });
    for (let begun = 0; begun < answers; begun += BATCH) {
      const drawn = { seed: seed * 1_000_003 + begun };
      batch = fc.sample(DRAW, { ...drawn, numRuns: Math.min(BATCH, answers - begun) });
      const [{ greeting, list } = { greeting: null, list: null }] = fc.sample(HANDSHAKE, { ...drawn, numRuns: 1 });
      handshake = { initialize: greeting, "server/discover": greeting, "tools/list": list };
      await connect();
      handshake = {};
      if ((await connect()) !== undefined) throw new Error(`FUZZ_SEED=${seed}, ${carrier}: no connection ${begun}.`);
      const describe = ({ answer, mutation }: (typeof batch)[number]) => `${JSON.stringify(answer)}, ${mutation.name}`;
      await Promise.all([...batch].map((one, at) => call(describe(one), String(at))));
      const code = await call("a valid answer");
      if (code !== undefined)
        throw new Error(`FUZZ_SEED=${seed}, ${carrier}: a valid answer gave ${code} after ${begun}.`);
    }
  } finally {
    await within(HANG_MS, client.stop());
    await peer.close();
    await model.close();
  }
  return log.text().match(UNHANDLED) ?? [];
}

/** A message whose member is mutated. What stands around it is not: the client must be able to tell whom it answers. */
function lineOf(head: object, member: string, value: object, mutation?: Mutation | null): Buffer {
  const body = mutation ? Buffer.concat(mutation.mutate(value)) : Buffer.from(JSON.stringify(value));
  const start = JSON.stringify({ jsonrpc: "2.0", ...head }).slice(0, -1);
  const end = body.at(-1) === "\n".charCodeAt(0) ? body.length - 1 : body.length;
  return Buffer.concat([Buffer.from(`${start},"${member}":`), body.subarray(0, end), Buffer.from("}\n")]);
}

/** A server on a URL, or behind a relay that the client starts, which answers each request with these lines. */
async function startPeer(isHttp: boolean, answer: (message: WireMessage) => Buffer[]) {
  if (isHttp) {
    const { baseURL, close } = await startHttpServer(async (request, response: ServerResponse) => {
      if (request.method !== "POST") return response.writeHead(request.method === "DELETE" ? 200 : 405).end();
      const message = (await json(request)) as WireMessage;
      if (message.id === undefined || message.method === undefined) return response.writeHead(202).end();
      return response.writeHead(200, { "content-type": "application/json" }).end(answer(message).at(-1));
    });
    return { server: { name: "fuzz", url: `${baseURL}/mcp` }, close };
  }
  const { args, close } = await listenForRelays((socket) =>
    readLines(socket, (line) => {
      const message: WireMessage = JSON.parse(line);
      if (message.id === undefined || message.method === undefined) return;
      for (const one of answer(message)) socket.write(one);
    }),
  );
  return { server: { name: "fuzz", command: process.execPath, args, env: environment() }, close };
}
