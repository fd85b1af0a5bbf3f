import { fork } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { locate } from "../bench/locate.ts";
import { KIT_SCENARIOS, reportSchema, type Seen } from "./kit-scenarios.ts";
import type { Row } from "./row.ts";
import { startModel } from "./start-model.ts";

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
    const { seen, isAlive } = await observe(scenario, revision, serverUrl);
    const faults = claims.filter(({ holds }) => !holds(seen)).map(({ says }) => `not so: ${says}`);
    if (!isAlive) faults.push("the next call does not work");
    return { ...row, verdict: faults.length === 0 ? "passes" : "FAILS", notes: faults };
  } catch (error) {
    return { ...row, verdict: "FAILS", notes: [String(error)] };
  }
}

async function observe(scenario: string, revision: ProtocolRevision, serverUrl: string) {
  const model = await startModel(() => scenario === "kit/cancelled" && child.send("cancel"));
  const child = fork(CLIENT, [serverUrl], {
    env: {
      ...{ PATH: process.env.PATH, MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_PROTOCOL_VERSION: revision },
      ...{ KIT_MODEL: "custom/canned", CUSTOM_BASE_URL: model.baseURL },
    },
    ...{ execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"], timeout: GIVE_UP_MS },
  });
  try {
    const told = once(child, "message").then(([message]) => reportSchema.parse(message));
    const ended = Promise.all([once(child, "exit"), child.stderr && text(child.stderr)]);
    const failed = ended.then(([, stderr]) => Promise.reject(new Error(`The client told nothing. ${stderr}`)));
    const report = await Promise.race([told, failed]);
    await ended;
    return judge(report, revision, model.exchanges);
  } finally {
    model.close();
  }
}

/** Parts the two calls, and sees whether the second one got the model's words. */
function judge(report: Omit<Seen, "asked" | "revision">, revision: ProtocolRevision, exchanges: Seen["asked"]) {
  const { first, second } = report;
  const asked = exchanges.filter(({ prompt }) => prompt !== SECOND_PROMPT);
  const last = exchanges.filter(({ prompt }) => prompt === SECOND_PROMPT);
  const isAnswered = "output" in second && last.length === 1 && second.output.text === last[0]?.said;
  // A client that cannot sample cannot sample the second time either.
  const isRefusedAgain =
    last.length === 0 && "code" in first && "code" in second && second.code === "client_cannot_sample";
  return {
    seen: { ...report, asked, revision },
    isAlive: isAnswered || (isRefusedAgain && first.code === second.code),
  };
}
