import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { locate } from "../locate.ts";

/** What the bench uses of esbuild. */
type Esbuild = { build: (options: Record<string, unknown>) => Promise<unknown> };

/** Builds one file with all that it imports, as apps/server/build.ts does; returns where it is. */
export async function bundle(entry: string, outdir: string): Promise<string> {
  const { build } = await loadEsbuild();
  await build({
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return join(outdir, basename(entry).replace(/\.ts$/, ".js"));
}

/** The server's own, since the lab does not depend on it. */
async function loadEsbuild(): Promise<Esbuild> {
  const path = createRequire(locate("@kit/server/build.ts")).resolve("esbuild");
  return import(pathToFileURL(path).href);
}
