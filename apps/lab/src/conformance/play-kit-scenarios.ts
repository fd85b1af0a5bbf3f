import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { complete, type ModelRequest, startModelServer, toolCall } from "../processes/model-server.ts";
import { locate, startProgram } from "../processes/start-program.ts";
import { type Exchange, KIT_SCENARIOS, reportSchema, type Seen } from "./kit-scenarios.ts";
import type { Row } from "./suites.ts";

const CLIENT = locate("@kit/client/src/testing/conformance-client.ts");
const SECOND_PROMPT = "Are you still there?";
/** A call that is lost would be waited for without end. */
const GIVE_UP_MS = 180_000;

/** Plays the kit's own scenarios between its client and its server, on both revisions. */
export async function playKitScenarios(serverUrl: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const revision of PROTOCOL_REVISIONS) {
    for (const scenario of Object.keys(KIT_SCENARIOS)) rows.push(await play(scenario, revision, serverUrl));
  }
  return rows;
}

async function play(scenario: string, revision: ProtocolRevision, serverUrl: string): Promise<Row> {
  const claims = KIT_SCENARIOS[scenario] ?? [];
  const added = claims.map(({ says }) => says);
  const row = { side: "client" as const, revision, version: "kit", scenario, added };
  try {
    const seen = await observe(scenario, revision, serverUrl);
    const faults = claims.filter(({ holds }) => !holds(seen)).map(({ says }) => `not so: ${says}`);
    return { ...row, verdict: faults.length === 0 ? "passes" : "FAILS", notes: faults };
  } catch (error) {
    return { ...row, verdict: "FAILS", notes: [String(error)] };
  }
}

async function observe(scenario: string, revision: ProtocolRevision, serverUrl: string): Promise<Seen> {
  const model = await startModel(() => child.send("The model has been asked, and does not answer."));
  const { child, exited, orEnded } = startProgram(CLIENT, {
    args: [serverUrl],
    env: {
      PATH: process.env.PATH ?? "",
      ...{ MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_PROTOCOL_VERSION: revision },
      ...{ KIT_MODEL: "custom/canned", CUSTOM_BASE_URL: model.baseURL },
    },
    signal: AbortSignal.timeout(GIVE_UP_MS),
  });
  try {
    const [message] = await orEnded(once(child, "message"));
    const report = reportSchema.parse(message);
    await exited;
    const isSecond = ({ prompt }: Exchange) => prompt === SECOND_PROMPT;
    const asked = model.exchanges.filter((exchange) => !isSecond(exchange));
    return { ...report, revision, asked, askedAgain: model.exchanges.filter(isSecond) };
  } finally {
    await model.close();
  }
}

/** A prompt that the model never answers. */
const SILENCE = "Do not answer.";

/** Starts a model that says something new each time, first calls a tool if it has one, and may leave one open. */
async function startModel(onSilence: () => unknown) {
  const exchanges: Exchange[] = [];
  let free = Promise.resolve();
  const { baseURL, close } = await startModelServer(async (request, response) => {
    const exchange: Exchange = { prompt: promptOf(request), said: undefined, isAbandoned: false };
    exchanges.push(exchange);
    const count = exchanges.length;
    if (exchange.prompt === SILENCE) {
      free = untilLeft(exchange, response);
      onSilence();
      return;
    }
    await free;
    const last = request.messages.at(-1);
    if (last?.role === "tool") exchange.said = `It stands there: ${last.content} (${count}).`;
    else if (request.tools === undefined) exchange.said = `Answer number ${count}.`;
    complete(response, exchange.said ?? toolCall("look_up", { word: "harbour" }));
  });
  return { exchanges, baseURL, close };
}

async function untilLeft(exchange: Exchange, response: ServerResponse): Promise<void> {
  await once(response, "close");
  exchange.isAbandoned = true;
}

function promptOf({ messages }: ModelRequest): string {
  const content = messages.findLast(({ role }) => role === "user")?.content;
  return typeof content === "string" ? content : JSON.stringify(content);
}
