import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { locate } from "../bench/locate.ts";
import { readChecks } from "./checks.ts";
import { expectedFailuresFile } from "./expected-failures.ts";
import { readNotScored } from "./not-scored.ts";
import type { Row } from "./row.ts";
import type { Suite } from "./suites.ts";
import { toRow } from "./to-row.ts";

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
  const child = spawn(process.execPath, [cli, side, ...target[side], ...select, ...files], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number | null, output: `${out}\n${err}` };
}

/** A line in the list of expected failures that is out of date, or a command line that could not run. */
function failedAsAWhole({ side, revision, version, select }: Suite, output: string): Row {
  const notes = output.trim().split("\n").slice(-20);
  return { side, revision, version, scenario: select.join(" "), verdict: "FAILS", added: [], notes };
}
