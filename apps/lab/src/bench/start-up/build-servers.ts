import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { locate, locateHere } from "../locate.ts";
import { bundle } from "./bundle.ts";

/** Builds the kit's server, and the bare ones with the same options; returns where each one is. */
export async function buildServers(outdir: string, signal: AbortSignal) {
  // As beside the apps: Node need not find out that the files are ES modules.
  await writeFile(join(outdir, "package.json"), '{ "type": "module" }');
  const kit = join(outdir, "kit");
  // To its end: what it writes after an interruption would stay behind.
  await promisify(execFile)(process.execPath, [locate("@kit/server/build.ts"), kit]);
  signal.throwIfAborted();
  const bare2025 = await bundle(locateHere("./bare/server-2025-11-25.ts"), join(outdir, "bare-2025-11-25"));
  const bare2026 = await bundle(locateHere("./bare/server-2026-07-28.ts"), join(outdir, "bare-2026-07-28"));
  return { kit: join(kit, "main.js"), bare: { "2025-11-25": bare2025, "2026-07-28": bare2026 } };
}
