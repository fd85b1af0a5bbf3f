import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { locate, locateHere } from "../locate.ts";

/** What the bench uses of esbuild. */
type Esbuild = { build: (options: Record<string, unknown>) => Promise<unknown> };

/** Builds the kit's server, and the bare ones with the same options; returns where each one is. */
export async function buildServers(outdir: string, signal: AbortSignal) {
  // As beside the apps: Node need not find out that the files are ES modules.
  await writeFile(join(outdir, "package.json"), '{ "type": "module" }');
  const kit = join(outdir, "kit");
  // To its end: what it writes after an interruption would stay behind.
  await promisify(execFile)(process.execPath, [locate("@kit/server/build.ts"), kit]);
  signal.throwIfAborted();

  const { build } = await loadEsbuild();
  const bare = PROTOCOL_REVISIONS.map((revision) => locateHere(`./bare/server-${revision}.ts`));
  for (const [index, entry] of bare.entries()) {
    // As in apps/server/build.ts.
    await build({
      entryPoints: [entry],
      outdir: join(outdir, `bare-${index}`),
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node22",
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    });
  }
  const [bare2025 = "", bare2026 = ""] = bare.map((entry, index) =>
    join(outdir, `bare-${index}`, basename(entry).replace(/\.ts$/, ".js")),
  );
  return { kit: join(kit, "main.js"), bare: { "2025-11-25": bare2025, "2026-07-28": bare2026 } };
}

/** The server's own, since the lab does not depend on it. */
async function loadEsbuild(): Promise<Esbuild> {
  const path = createRequire(locate("@kit/server/build.ts")).resolve("esbuild");
  return import(pathToFileURL(path).href);
}
