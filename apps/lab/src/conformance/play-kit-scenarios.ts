import { fork } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { locate } from "../bench/locate.ts";
import { KIT_SCENARIOS, reportSchema, type Seen } from "./kit-scenarios.ts";
import type { Row } from "./row.ts";
import { type Exchange, startModel } from "./start-model.ts";

const CLIENT = locate("@kit/client/src/testing/conformance-client.ts");
const SECOND_PROMPT = "Are you still there?";
/** A call that is lost would be waited for without end. */
const GIVE_UP_MS = 60_000;

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
  const child = fork(CLIENT, [serverUrl], {
    env: {
      ...process.env,
      ...{ MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_PROTOCOL_VERSION: revision },
      ...{ KIT_MODEL: "custom/canned", CUSTOM_BASE_URL: model.baseURL },
    },
    ...{ execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"], timeout: GIVE_UP_MS },
  });
  try {
    const told = once(child, "message").then(([message]) => reportSchema.parse(message));
    const ended = Promise.all([once(child, "exit"), child.stderr && text(child.stderr)]);
    const failed = ended.then(([, stderr]) =>
      Promise.reject(
        new Error(`The client ended, or was ended after ${GIVE_UP_MS} ms, before it told how it went. ${stderr}`),
      ),
    );
    const report = await Promise.race([told, failed]);
    await ended;
    const isSecond = ({ prompt }: Exchange) => prompt === SECOND_PROMPT;
    const asked = model.exchanges.filter((exchange) => !isSecond(exchange));
    return { ...report, revision, asked, askedAgain: model.exchanges.filter(isSecond) };
  } finally {
    model.close();
  }
}
