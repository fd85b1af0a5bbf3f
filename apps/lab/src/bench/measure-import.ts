import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Finding, Round } from "./finding.ts";
import { locate, locateHere } from "./locate.ts";
import { bundle } from "./start-up/bundle.ts";
import type { Effort } from "./workload.ts";

/** A program that imports the gateway and one that imports nothing, each with the flags of its runtime. */
type Pair = { kit: readonly string[]; bare: readonly string[] };

/** What importing the gateway adds to a program that does nothing, from start to end: by Node, by tsx, and built. */
export async function measureImport({ starts, warmUpStarts }: Effort, signal: AbortSignal): Promise<Finding> {
  const outdir = await mkdtemp(join(tmpdir(), "kit-bench-"));
  try {
    await writeFile(join(outdir, "package.json"), '{ "type": "module" }');
    const kit = locateHere("./start-up/import-gateway.ts");
    const bare = locateHere("./start-up/import-nothing.ts");
    const tsx = ["--import", locate("tsx")];
    const built = { kit: [await bundle(kit, outdir)], bare: [await bundle(bare, outdir)] };
    const compare = async (pair: Pair) => {
      const rounds: Round[] = [];
      while (rounds.length < starts + warmUpStarts) {
        rounds.push({ kit: await run(pair.kit, signal), bare: await run(pair.bare, signal) });
      }
      return rounds.slice(warmUpStarts);
    };
    return {
      rounds: {
        importSource: await compare({ kit: [kit], bare: [bare] }),
        importTsx: await compare({ kit: [...tsx, kit], bare: [...tsx, bare] }),
        importBuilt: await compare(built),
      },
    };
  } finally {
    await rm(outdir, { recursive: true });
  }
}

/** How long a program takes from start to end, in milliseconds. */
async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  // Without a compile cache, which would be warm from the second start on.
  await promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH ?? "" }, signal });
  return performance.now() - startedAt;
}
