import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locate, runProgram } from "../processes/start-program.ts";
import { type Check, checksSchema } from "./added-checks.ts";
import type { Row, Suite } from "./suites.ts";
import { expectedFailuresFile, toRow } from "./to-row.ts";

/** The suite itself waits for some answers for half a second only, so a busy machine gets another chance. */
const ATTEMPTS = 3;
const SCENARIO_TIMEOUT_MS = "120000";
const CLIENT = [process.execPath, locate("@kit/client/src/testing/conformance-client.ts")];

/** Runs the suite's command line against the kit's server, or with the kit's client. */
export async function runSuite(suite: Suite, serverUrl: string): Promise<Row[]> {
  let rows: Row[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    rows = await runOnce(suite, serverUrl);
    if (rows.every(({ verdict }) => verdict !== "FAILS")) break;
  }
  return rows;
}

async function runOnce(suite: Suite, serverUrl: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "kit-conformance-"));
  try {
    const { code, output } = await runCli(suite, serverUrl, folder);
    const notScored = await readNotScored(suite);
    const rows = [...(await readChecks(folder))].map(([scenario, checks]) =>
      toRow(suite, scenario, checks, !notScored.has(scenario)),
    );
    const isExplained = code === 0 ? rows.length > 0 : rows.some(({ verdict }) => verdict === "FAILS");
    return isExplained ? rows : [...rows, failedAsAWhole(suite, output)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runCli({ cli, side, revision, select }: Suite, serverUrl: string, folder: string) {
  // The command goes through a shell.
  const command = CLIENT.map((part) => `"${part}"`).join(" ");
  const target = { server: ["--url", serverUrl], client: ["--command", command, "--timeout", SCENARIO_TIMEOUT_MS] };
  const files = ["--expected-failures", expectedFailuresFile(revision), "--output-dir", folder];
  const { code, stdout, stderr } = await runProgram(cli, [side, ...target[side], ...select, ...files]);
  return { code, output: `${stdout}\n${stderr}` };
}

/** A line in the list of expected failures that is out of date, or a command line that could not run. */
function failedAsAWhole({ side, revision, version, select }: Suite, output: string): Row {
  const notes = output.trim().split("\n").slice(-20);
  return { side, revision, version, scenario: select.join(" "), verdict: "FAILS", added: [], notes };
}

const FOLDER = /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/** Reads what the command line has saved: the checks of each scenario. */
async function readChecks(folder: string): Promise<Map<string, Check[]>> {
  const found = new Map<string, Check[]>();
  for await (const file of glob("**/checks.json", { cwd: folder })) {
    const [, scenario = file] = FOLDER.exec(file.replaceAll("\\", "/").replace(/\/checks\.json$/, "")) ?? [];
    found.set(scenario, checksSchema.parse(JSON.parse(await readFile(join(folder, file), "utf8"))));
  }
  return found;
}

/** The scenarios that the suite runs with a revision and does not require: extensions, and what came later. */
async function readNotScored({ cli, revision, select }: Suite): Promise<Set<string>> {
  if (!select.includes("--requirements")) return new Set();
  const requirements = await readFile(join(cli, "../../requirements", `${revision}.yaml`), "utf8");
  return new Set([...requirements.matchAll(/^ {2}- scenario: (\S+)$/gm)].map(([, scenario = ""]) => scenario));
}
