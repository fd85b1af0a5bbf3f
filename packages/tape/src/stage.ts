import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Starts the stage as a process, which shows until Ctrl-C what is recorded on a new tape: its path is returned. */
export async function openStage(): Promise<string> {
  const tape = join(mkdtempSync(join(tmpdir(), "kit-stage-")), "tape.ndjson");
  // What builds the page is not there after a first `pnpm dev`.
  spawnSync(process.execPath, [".install.mjs", "--all"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const args = [join(ROOT, "apps/stage/src/main.ts"), "--follow", tape];
  const stage = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  for await (const line of createInterface({ input: stage.stdout as Readable })) {
    console.error(line);
    break;
  }
  return tape;
}
