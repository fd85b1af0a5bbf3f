import { readFile } from "node:fs/promises";

const KILOBYTES_PER_MEGABYTE = 1024;

/** The most memory that a process has held so far (its resident set), in MB; only Linux tells it of other processes. */
export async function peakMemoryMb(pid: number | undefined): Promise<number | undefined> {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) / KILOBYTES_PER_MEGABYTE;
}
