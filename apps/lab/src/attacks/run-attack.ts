import type { Attack, Loot } from "./attack.ts";
import { type AttackFolder, makeAttackFolder } from "./attack-folder.ts";
import { type ClientRun, runClient } from "./client-process.ts";
import { type ModelRequest, startRecordingModel } from "./start-recording-model.ts";

/** One line of the client's ledger, as far as attacks are about it. */
export type LedgerLine = {
  server: string;
  tools: string[];
  decision: string;
  wasSent: boolean;
  outcome: string;
};

/** What an attack came to. */
export type Outcome = ClientRun & {
  /** What a model got. */
  sent: readonly ModelRequest[];
  /** What the rogue server got. Empty when it could not tell: its call was ended, or it had another plan. */
  loot: Loot;
  ledger: readonly LedgerLine[];
};

const MANY = "1000";

/**
 * Lets the rogue server attack the client once, in a folder of its own, with a model that keeps what it gets.
 *
 * @param policy What stands in the person's policy file. Absent: they have none.
 */
export async function runAttack(attack: Attack, policy: object | undefined, signal: AbortSignal): Promise<Outcome> {
  const folder = await makeAttackFolder(attack, policy);
  const model = await startRecordingModel();
  try {
    const options = { folder: folder.path, env: { CUSTOM_BASE_URL: model.baseURL }, signal };
    const run = await runClient([...commandOf(attack), ...folder.flags], options);
    return { ...run, sent: model.requests, loot: readLoot(run.stdout), ledger: await readLedger(folder, signal) };
  } finally {
    await model.close();
    await folder.remove();
  }
}

function commandOf({ tool, command = "call" }: Attack): string[] {
  if (command === "tools") return ["tools"];
  return ["call", `rogue/${tool}`, ...(command === "call" ? ["--json"] : [])];
}

/** The ledger of the client that ran in a folder, as its own command line gives it, the newest line first. */
export async function readLedger({ path }: Pick<AttackFolder, "path">, signal: AbortSignal): Promise<LedgerLine[]> {
  const args = ["ledger", "list", "--json", "--limit", MANY, "--ledger", "ledger.sqlite"];
  const { stdout, stderr } = await runClient(args, { folder: path, env: {}, signal });
  if (stdout === "") throw new Error(`The ledger cannot be read: ${stderr}`);
  return JSON.parse(stdout);
}

function readLoot(stdout: string): Loot {
  const nothing = { answers: [], refusals: [] };
  if (!stdout.startsWith("{")) return nothing;
  return { ...nothing, ...JSON.parse(stdout) };
}
