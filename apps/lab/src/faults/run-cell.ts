import type { Bench } from "./bench.ts";
import type { Carrier } from "./carriers.ts";
import { DEFAULT_LIMIT_MS, type Fault, type Outcome } from "./fault.ts";
import { within } from "./within.ts";

/** What came of one cell of the table. */
export type CellReport = {
  fault: string;
  carrier: Carrier;
  expected: Outcome | undefined;
  outcome: Outcome | undefined;
  elapsedMs: number;
  /** What is not as it should be, in words. */
  problems: string[];
};

/** What no process may write to stderr, whatever goes wrong. */
const PANIC = /unhandled|uncaught|warning:|^\s+at .*:\d+/im;
/** What the handler and the provider say when they fail. It is for nobody else. */
const SECRET = /sk-secret/;
const OPEN_WITHIN_MS = 60_000;
const TIDY_WITHIN_MS = 60_000;

/** Makes one thing go wrong, and looks at how it ends, and at what it leaves behind. */
export async function runCell(fault: Fault, bench: Bench): Promise<CellReport> {
  const { carrier } = bench;
  const expected = fault.ends[carrier];
  const report: CellReport = { fault: fault.name, carrier, expected, outcome: undefined, elapsedMs: 0, problems: [] };
  const { problems } = report;
  let said = "";
  const { connection, run = (bench) => bench.call(), limitMs = DEFAULT_LIMIT_MS } = fault;
  try {
    await within(OPEN_WITHIN_MS, prepare(bench, connection));
    const startedAt = performance.now();
    report.outcome = await within(limitMs, run(bench));
    report.elapsedMs = performance.now() - startedAt;
    said = bench.lastMessage;
    if (report.outcome !== expected) problems.push(`It ended with ${report.outcome}: ${said}`);
    await within(TIDY_WITHIN_MS, goOn(fault, bench, problems));
  } catch (error) {
    problems.push(String(error));
    bench.abandon();
  }
  const written = bench.log.take();
  if (PANIC.test(written)) problems.push(`A process wrote to stderr: ${written}`);
  if (SECRET.test(said + written)) problems.push(`A secret came out: ${said} ${written}`);
  return report;
}

async function prepare(bench: Bench, connection: Fault["connection"]): Promise<void> {
  if (connection !== undefined) await bench.open(await connection(bench));
  else if (!bench.isPlain) await bench.open();
}

/** The next call must work, over the same connection if that may go on, and no process may be left behind. */
async function goOn({ endsConnection = false }: Fault, bench: Bench, problems: string[]): Promise<void> {
  if (endsConnection) await bench.open();
  await bench.sampleAs("answers");
  bench.provider.answerWith("a text");
  const outcome = await bench.call();
  if (outcome !== "result") problems.push(`The next call ended with ${outcome}: ${bench.lastMessage}`);
  await bench.untilTidy();
}
