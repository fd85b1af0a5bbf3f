import type { ProtocolRevision } from "@kit/protocol";
import { locate, locateInLab, startProgram, within } from "../processes/start-program.ts";
import { median, type Round } from "./figure.ts";
import { ANSWER, type Batch, type BatchReport, DOCUMENT, type Effort } from "./workload.ts";

/** A call that is lost would be waited for without end. */
const ANSWER_WITHIN_MS = 600_000;

/** A process of the bench: a client that makes calls when it is told to, and has started its server. */
export type Driver = ReturnType<typeof startDriver>;

/** Starts one. It ends when it is stopped, or with the signal. */
function startDriver(file: string, args: readonly string[], signal: AbortSignal, node: readonly string[] = []) {
  const { pid, stop, stderr, ask } = startProgram(file, { args, node, signal });
  return {
    pid,

    /** Makes calls. @throws {Error} unless every one comes back with its own answer, with the first that did not. */
    async makeCalls(batch: Partial<Batch> & { calls: number }): Promise<BatchReport> {
      const whole = { concurrency: 1, document: DOCUMENT, answer: ANSWER, ...batch };
      const report = (await within(ANSWER_WITHIN_MS, ask(whole))) as BatchReport;
      const { failures } = report;
      if (failures.length === 0) return report;
      const right = batch.calls - failures.length;
      throw new Error(`${right} of ${batch.calls} calls came back right. The first that did not: ${failures[0]}`);
    },

    /** Lets the process end, and with it what it started. Resolves to the lines that were written to stderr. */
    async stop(): Promise<string[]> {
      await stop();
      return stderr.text().split("\n").filter(Boolean);
    },
  };
}

/** Starts the kit's client with its server, and a tape if a file is named. */
export function startKit(
  revision: ProtocolRevision,
  signal: AbortSignal,
  node: readonly string[] = [],
  tape = "",
): Driver {
  return startDriver(locate("@kit/client/src/testing/measure-calls.ts"), [revision, tape], signal, node);
}

/** Starts the bare SDK's client with its server. */
export function startBare(revision: ProtocolRevision, signal: AbortSignal): Driver {
  return startDriver(locateInLab(`bench/bare/client-${revision}.ts`), [], signal);
}

/**
 * Lets two drivers make the same calls in turns, batch by batch, and takes the p50 of each batch.
 *
 * A call over stdio costs as much for waking a process on another processor as for the work, and how often that happens
 * is for the scheduler to say. For figures that move less, keep everything on one: `taskset -c 0 pnpm bench`.
 */
export async function compareDrivers(kit: Driver, bare: Driver, effort: Effort): Promise<Round[]> {
  const p50 = async (driver: Driver, calls: number) => median((await driver.makeCalls({ calls })).latenciesMs);
  for (const driver of [kit, bare]) await p50(driver, effort.warmUpCalls);
  const rounds: Round[] = [];
  while (rounds.length < effort.rounds) {
    rounds.push({ kit: await p50(kit, effort.callsPerRound), bare: await p50(bare, effort.callsPerRound) });
  }
  return rounds;
}
