import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyRepository } from "./copy-repository.ts";
import { countOf, type Guard } from "./guard.ts";
import { runTestFile } from "./run-test-file.ts";

/** What became of a guard: each of its test files, and which test saw that it was gone. */
export type Verdict = { guard: Guard; isKilled: boolean; by: string };

/** How to run mutants. */
export type MutantsOptions = {
  root: string;
  guards: readonly Guard[];
  /** How many run at a time, each in a copy of its own. */
  concurrency: number;
  /** Ends all and leaves nothing behind. */
  signal: AbortSignal;
  /** Hears what is done, line by line. */
  tell: (line: string) => void;
};

/**
 * Takes one guard away at a time, in a copy of the repository, and runs its tests. First the tests run as they are:
 * what is red already proves nothing.
 *
 * @throws {Error} when a guard's text does not stand once in its file, or a test is red before anything is changed.
 */
export async function runMutants(options: MutantsOptions): Promise<Verdict[]> {
  const { root, guards, concurrency, signal, tell } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), "kit-mutate-")));
  try {
    tell(`Copying the repository, ${concurrency} times`);
    const copies = Array.from({ length: concurrency }, (_, index) => join(folder, String(index)));
    for (const copy of copies) {
      signal.throwIfAborted();
      await mkdir(copy);
      await copyRepository(root, copy);
    }
    for (const guard of guards) await assertOnce(root, guard);
    tell("Running the tests as they are");
    const tests = [...new Set(guards.flatMap((guard) => guard.tests))];
    await share(tests, copies, (file, copy) => assertGreen(copy, file, signal));
    const verdicts: Verdict[] = [];
    await share(guards, copies, async (guard, copy) => {
      const verdict = await runMutant(guard, copy, signal);
      verdicts.push(verdict);
      const done = `${verdicts.length} of ${guards.length}`;
      tell(`${done}: ${guard.name} ${verdict.isKilled ? "killed" : "SURVIVED"}`);
    });
    return guards.flatMap((guard) => verdicts.filter((verdict) => verdict.guard === guard));
  } finally {
    await rm(folder, { recursive: true, maxRetries: 5 });
  }
}

/** Gives each copy one item after the other. Waits for all, even when one fails. */
async function share<T>(
  items: readonly T[],
  copies: readonly string[],
  work: (item: T, copy: string) => Promise<void>,
) {
  const queue = items.values();
  const ended = await Promise.allSettled(
    copies.map(async (copy) => {
      for (const item of queue) await work(item, copy);
    }),
  );
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}

async function assertOnce(root: string, { name, file, search }: Guard): Promise<void> {
  const count = countOf(search, await readFile(join(root, file), "utf8"));
  if (count !== 1) throw new Error(`${name}: its text stands ${count} times in ${file}. Correct its row.`);
}

async function assertGreen(copy: string, file: string, signal: AbortSignal): Promise<void> {
  const outcome = await runTestFile(copy, file, signal);
  if (!outcome.isGreen) throw new Error(`${file} is red before anything is changed: ${outcome.by}`);
}

async function runMutant(guard: Guard, copy: string, signal: AbortSignal): Promise<Verdict> {
  const path = join(copy, guard.file);
  const source = await readFile(path, "utf8");
  await writeFile(
    path,
    source.replace(guard.search, () => guard.replace),
  );
  try {
    const killers: string[] = [];
    for (const file of guard.tests) {
      const outcome = await runTestFile(copy, file, signal);
      if (outcome.isGreen) return { guard, isKilled: false, by: `${file} stays green` };
      killers.push(outcome.by);
    }
    return { guard, isKilled: killers.length > 0, by: killers.join("; ") };
  } finally {
    await writeFile(path, source);
  }
}
