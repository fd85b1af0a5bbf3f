import { within } from "../processes/start-program.ts";
import type { Carrier, Ends, Outcome } from "./carriers.ts";
import type { OpenOptions } from "./fault-processes.ts";
import type { TestBed } from "./test-bed.ts";

/** One row of the table: something that goes wrong, and how it is to end. */
export type Fault = {
  /** Reads behind "when". */
  name: string;
  ends: Ends;
  /** Whether the connection ends with it, so that the next call needs another one. Default: it goes on. */
  endsConnection?: boolean;
  /** How the connection differs on which it goes wrong. Default: it is a plain one, used before. */
  connection?: (bed: TestBed) => OpenOptions | Promise<OpenOptions>;
  /** Makes it go wrong, once. Default: one call, over that connection. */
  run?: (bed: TestBed) => Promise<Outcome>;
};

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

/** The client's log of a request that failed, with its cause: for its user, who may read both. */
const OWN_LOG = /^A sampling request of .* failed \(.*(?:\n[ \t}].*)*/gm;
/** What no process may write to stderr beside that, whatever goes wrong. */
const PANIC = /unhandled|uncaught|warning:|^\s+at .*:\d+/im;
/** What the handler and the provider say when they fail. It must not cross to the server. */
const SECRET = /sk-secret/;
/** A step without an end has none then. Long, because the machine may have other work. */
const HANG_MS = 180_000;

/** Makes one thing go wrong, and looks at how it ends, and at what it leaves behind. */
export async function runCell(fault: Fault, bed: TestBed): Promise<CellReport> {
  const { carrier } = bed;
  const expected = fault.ends[carrier];
  const report: CellReport = { fault: fault.name, carrier, expected, outcome: undefined, elapsedMs: 0, problems: [] };
  const { problems } = report;
  let said = "";
  const { connection, run = (bed) => bed.call() } = fault;
  try {
    await within(HANG_MS, prepare(bed, connection));
    const startedAt = performance.now();
    report.outcome = await within(HANG_MS, run(bed));
    report.elapsedMs = performance.now() - startedAt;
    said = bed.lastMessage;
    if (report.outcome !== expected) problems.push(`It ended with ${report.outcome}: ${said}`);
    await within(HANG_MS, goOn(fault, bed, problems));
  } catch (error) {
    problems.push(String(error));
    bed.abandon();
  }
  const written = bed.log.take().replace(OWN_LOG, "");
  if (PANIC.test(written)) problems.push(`A process wrote to stderr: ${written}`);
  if (SECRET.test(said + written)) problems.push(`A secret came out: ${said} ${written}`);
  return report;
}

async function prepare(bed: TestBed, connection: Fault["connection"]): Promise<void> {
  if (connection !== undefined) await bed.open(await connection(bed));
  else if (!bed.isPlain) await bed.open();
}

/** The next call must work, over the same connection if that may go on, and no process may be left behind. */
async function goOn({ endsConnection = false }: Fault, bed: TestBed, problems: string[]): Promise<void> {
  if (endsConnection) await bed.open();
  await bed.sampleAs("answers");
  bed.provider.answerWith("a text");
  const outcome = await bed.call();
  if (outcome !== "result") problems.push(`The next call ended with ${outcome}: ${bed.lastMessage}`);
  await bed.untilTidy();
}
