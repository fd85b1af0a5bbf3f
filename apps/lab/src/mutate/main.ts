import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderColumns } from "../bench/render-columns.ts";
import { ALL_GUARDS } from "./guards/all-guards.ts";
import { runMutants } from "./run-mutants.ts";

// Takes the guards of the kit away, one at a time, and sees whether a test notices. Exit code 1: one went unnoticed.

const INTERRUPTED = 130;
const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

const { values: flags } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const guards = ALL_GUARDS.filter(({ name }) => flags.only?.some((part) => name.includes(part)) ?? true);

const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupt.abort());

try {
  if (guards.length === 0)
    throw new Error(`No guard is named ${flags.only?.join(" or ")}. Run without --only for all.`);
  const concurrency = Math.min(availableParallelism(), guards.length);
  const { signal } = interrupt;
  const verdicts = await runMutants({ root: ROOT, guards, concurrency, signal, tell: console.error });
  const rows = verdicts.map(({ guard, isKilled, by }) => [guard.name, isKilled ? "killed" : "SURVIVED", by]);
  console.log(renderColumns([["guard", "", "by"], ...rows]).join("\n"));
  const survivors = verdicts.filter(({ isKilled }) => !isKilled).length;
  console.log(`\n${verdicts.length - survivors} of ${verdicts.length} guards are missed when they are gone.`);
  if (survivors > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? INTERRUPTED : 1;
  if (!interrupt.signal.aborted) console.error(error instanceof Error ? error.message : error);
}
