import type { Finding, Round } from "./finding.ts";
import { READERS, type Reader, type ReaderName, startReader } from "./framing/start-reader.ts";
import { median } from "./median.ts";
import type { Effort } from "./workload.ts";

const KILOBYTE = 1024;
const SIZES = [1, 10, 100, 1024, 8 * 1024].map((kilobytes) => kilobytes * KILOBYTE);
const MIDDLE = 100 * KILOBYTE;
const LARGEST = 8 * 1024 * KILOBYTE;
const NANOSECONDS = 1_000_000;

/** Times of each size, by transport, in nanoseconds a byte. */
type Times = Map<number, Record<ReaderName, number[]>>;

/** How long a transport reads a document, from 1 KB to 8 MB: what a byte costs must not grow with the line. */
export async function measureFraming({ lines }: Effort, signal: AbortSignal): Promise<Finding> {
  const readers = new Map<ReaderName, Reader>();
  try {
    for (const name of READERS) readers.set(name, await startReader(name, signal));
    const times: Times = new Map();
    for (const size of SIZES) times.set(size, await readAll(readers, size, lines));
    const largest = times.get(LARGEST) ?? EMPTY;
    const middle = times.get(MIDDLE) ?? EMPTY;
    return {
      rounds: {
        framingGrowth: pair(largest.kit, middle.kit),
        framing2025: pair(largest.kit, largest["2025-11-25"]),
        framing2026: pair(largest.kit, largest["2026-07-28"]),
      },
      table: {
        title: "Reading one message, nanoseconds a byte",
        columns: ["KB", "kit", "SDK for 2025-11-25", "SDK for 2026-07-28"],
        rows: [...times].map(([size, of]) => [size / KILOBYTE, ...READERS.map((name) => median(of[name]))]),
      },
    };
  } finally {
    await Promise.all([...readers.values()].map((reader) => reader.stop()));
  }
}

const EMPTY: Record<ReaderName, number[]> = { kit: [], "2025-11-25": [], "2026-07-28": [] };

/** In turns, so that a slow moment of the machine hits all. The first line of each warms it up. */
async function readAll(readers: ReadonlyMap<ReaderName, Reader>, size: number, lines: number) {
  const line = lineOf(size);
  const times: Record<ReaderName, number[]> = { kit: [], "2025-11-25": [], "2026-07-28": [] };
  for (let turn = 0; turn <= lines; turn += 1) {
    for (const [name, reader] of readers) {
      const elapsedMs = await reader.read(line);
      if (turn > 0) times[name].push((elapsedMs * NANOSECONDS) / line.length);
    }
  }
  return times;
}

function lineOf(bytes: number): Buffer {
  const message = (text: string) =>
    `${JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: text } })}\n`;
  return Buffer.from(message("x".repeat(bytes - message("").length)));
}

function pair(kit: readonly number[], bare: readonly number[]): Round[] {
  return kit.map((time, index) => ({ kit: time, bare: bare[index] ?? Number.NaN }));
}
