import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { complete, type ModelRequest, startModelServer, toolCall } from "../processes/model-server.ts";
import { CLIENT, locateInLab, type Run, runProgram } from "../processes/start-program.ts";
import type { Attack, Loot } from "./attack.ts";

/** One line of the client's ledger, as far as attacks are about it. */
export type LedgerLine = {
  server: string;
  tools: string[];
  decision: string;
  wasSent: boolean;
  outcome: string;
};

/** What an attack came to. */
export type Outcome = Run & {
  /** What a model got. */
  sent: readonly ModelRequest[];
  /** What the rogue server got. Empty when it could not tell: its call was ended, or it had another plan. */
  loot: Loot;
  ledger: readonly LedgerLine[];
};

/** What stands in a folder in which a user has configured the rogue server. */
type StageOptions = {
  attack: Pick<Attack, "revision" | "tool" | "files">;
  /** What stands in the policy file. Absent: there is none. */
  policy?: object | undefined;
  /** Other servers, by name: what `mcp.json` says of them. */
  others?: Readonly<Record<string, object>>;
  /** What the rogue server has in its environment. */
  rogueEnv?: Readonly<Record<string, string>>;
  /** Holds each answer of the model back until it resolves. Default: none is held back. */
  beforeAnswer?: () => Promise<void>;
};

/** Makes a folder with the rogue server in its `mcp.json`, and a model that calls the first tool that it is given. */
export async function makeStage({ attack, policy, others = {}, rogueEnv = {}, beforeAnswer }: StageOptions) {
  const folder = await mkdtemp(join(tmpdir(), "kit-attack-"));
  const args = [locateInLab(`attacks/rogue-server-${attack.revision}.ts`), attack.tool];
  const rogue = { command: process.execPath, args, env: rogueEnv };
  await writeFile(join(folder, "mcp.json"), JSON.stringify({ mcpServers: { rogue, ...others } }));
  if (policy !== undefined) await writeFile(join(folder, "policy.json"), JSON.stringify(policy));

  const sent: ModelRequest[] = [];
  const model = await startModelServer(async (request, response) => {
    sent.push(request);
    await beforeAnswer?.();
    const [tool] = request.tools ?? [];
    complete(response, tool === undefined ? "As you wish." : toolCall(tool.function.name));
  });
  // No key, and a folder of its own for what the client remembers.
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, INIT_CWD: folder, XDG_STATE_HOME: folder, CUSTOM_BASE_URL: model.baseURL };
  for (const [name, content] of Object.entries(attack.files?.(model.baseURL) ?? {})) {
    await writeFile(join(folder, name), JSON.stringify(content));
  }
  const flags = ["--servers", "mcp.json", "--ledger", "ledger.sqlite", "--model", "custom/recorder"];

  return {
    folder,
    env,
    flags: policy === undefined ? flags : [...flags, "--policy", "policy.json"],
    /** What the model got. */
    sent,

    /** Runs the client's command line there, as a user does who has no terminal. */
    runClient: (command: readonly string[], signal?: AbortSignal): Promise<Run> =>
      runProgram(CLIENT, command, { cwd: folder, env, ...(signal && { signal }) }),

    /** The ledger of the client that ran there, as its own command line gives it, the newest line first. */
    async readLedger(signal?: AbortSignal): Promise<LedgerLine[]> {
      const command = ["ledger", "list", "--json", "--limit", "1000", "--ledger", "ledger.sqlite"];
      const { stdout, stderr } = await this.runClient(command, signal);
      if (stdout === "") throw new Error(`The ledger cannot be read: ${stderr}`);
      return JSON.parse(stdout);
    },

    async close(): Promise<void> {
      await model.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets the rogue server attack the client once, in a folder of its own. */
export async function runAttack(attack: Attack, policy: object | undefined, signal: AbortSignal): Promise<Outcome> {
  const stage = await makeStage({ attack, policy });
  try {
    const run = await stage.runClient(commandOf(attack, stage.flags), signal);
    const loot = run.stdout.startsWith("{") ? JSON.parse(run.stdout) : {};
    return {
      ...run,
      sent: stage.sent,
      loot: { answers: [], refusals: [], ...loot },
      ledger: await stage.readLedger(signal),
    };
  } finally {
    await stage.close();
  }
}

function commandOf({ tool, revision, command = "call" }: Attack, flags: readonly string[]): string[] {
  if (command === "tools") return ["tools", "--servers", "mcp.json"];
  // Named, so that a busy machine does not take a slow server for one of the older revision.
  const call = ["call", `rogue/${tool}`, "--protocol", revision];
  if (command === "call unnamed") return call;
  return [...call, ...(command === "call" ? ["--json"] : []), ...flags];
}
