import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What Node is started with so that a process tells what it holds. */
export const WITH_HEAP = ["--expose-gc", "--import", fileURLToPath(new URL("./report-heap.ts", import.meta.url))];

/** What a process holds behind a forced collection, in MB. */
export async function heapOf(child: ChildProcess): Promise<number> {
  child.send("report");
  const [bytes] = await once(child, "message");
  return bytes / 1024 / 1024;
}
