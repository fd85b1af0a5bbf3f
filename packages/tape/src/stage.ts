import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Starts the stage as a process of its own, which shows in the browser what is recorded, and tells its address on
 * stderr. It stays when the work is done, until Ctrl-C or the end of this process.
 *
 * @returns the path of the new tape that it follows.
 */
export async function openStage(): Promise<string> {
  const tape = join(mkdtempSync(join(tmpdir(), "kit-stage-")), "tape.ndjson");
  // What builds the page is not there after a first `pnpm dev`.
  spawnSync(process.execPath, [".install.mjs", "--all"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const args = [join(ROOT, "apps/stage/src/main.ts"), "--follow", tape];
  const stage = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => stage.kill());
  for await (const line of createInterface({ input: stage.stdout })) {
    console.error(line);
    break;
  }
  return tape;
}
