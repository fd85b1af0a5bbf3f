import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import { build } from "esbuild";
import { startRawClient } from "../processes/raw-client.ts";
import { CLIENT, locate, locateInLab, ROOT, runProgram, SERVER } from "../processes/start-program.ts";
import type { Figure, Round } from "./figure.ts";
import type { Effort } from "./workload.ts";

const TSX = ["--import", pathToFileURL(locate("tsx")).href];
const BANNER = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** A folder for what is built, for as long as something is measured. */
async function withFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "kit-bench-"));
  try {
    // As beside the apps: Node need not find out that the files are ES modules.
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Builds one file with all that it imports, as the server's own build does; returns where it is. */
async function bundle(entry: string, outdir: string): Promise<string> {
  const esm = { bundle: true, splitting: true, platform: "node", format: "esm", target: "node22" } as const;
  await build({ ...esm, entryPoints: [entry], outdir, banner: { js: BANNER } });
  return join(outdir, basename(entry).replace(/\.ts$/, ".js"));
}

/** Takes the time of two things in turns, in milliseconds. The first rounds fill the file system's cache. */
async function inTurns(
  kit: () => Promise<number>,
  bare: () => Promise<number>,
  { starts, warmUpStarts }: Effort,
): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < starts + warmUpStarts) rounds.push({ kit: await kit(), bare: await bare() });
  return rounds.slice(warmUpStarts);
}

/** From spawn to the first answer of `tools/list`: the kit's server against one of the bare SDK, as it is and built. */
export async function measureStarts(
  revision: ProtocolRevision,
  effort: Effort,
  signal: AbortSignal,
): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const bare = locateInLab(`bench/bare/server-${revision}.ts`);
    await runProgram(locate("@kit/server/build.ts"), [join(folder, "kit")], { signal });
    const built = { kit: join(folder, "kit/main.js"), bare: await bundle(bare, join(folder, "bare")) };
    const start = (program: string) => () => {
      signal.throwIfAborted();
      return timeStart(program, revision);
    };
    const sides = { sides: "ms", unit: "times" } as const;
    return [
      { title: `server start, ${revision}`, ...sides, rounds: await inTurns(start(SERVER), start(bare), effort) },
      {
        ...{ title: `built server start, ${revision}`, ...sides, goal: { atMost: 1.3 } },
        rounds: await inTurns(start(built.kit), start(built.bare), effort),
      },
    ];
  });
}

async function timeStart(program: string, revision: ProtocolRevision): Promise<number> {
  const startedAt = performance.now();
  const client = startRawClient(revision, { program });
  try {
    await client.shakeHands();
    await client.request("tools/list");
    return performance.now() - startedAt;
  } finally {
    client.kill();
    await client.server.exited;
  }
}

/** What importing the gateway adds to a program that does nothing, from start to end: by Node, by tsx, and built. */
export async function measureImports(effort: Effort, signal: AbortSignal): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const programs = {
      kit: join(ROOT, "apps/lab/src/bench/import-gateway.ts"),
      bare: join(folder, "import-nothing.ts"),
    };
    await writeFile(programs.bare, "export {};\n");
    const built = { kit: await bundle(programs.kit, folder), bare: await bundle(programs.bare, folder) };
    const compare = async (how: string, { kit, bare }: typeof programs, node: string[] = []): Promise<Figure> => ({
      ...{ title: `import @kit/gateway, ${how}`, sides: "ms", unit: "ms more", goal: { atMost: 40 } },
      rounds: await inTurns(
        () => timeRun(kit, node, signal),
        () => timeRun(bare, node, signal),
        effort,
      ),
    });
    return [await compare("TypeScript", programs), await compare("tsx", programs, TSX), await compare("built", built)];
  });
}

/** The walkthrough from start to end, as `pnpm dev` runs it without a terminal. Nothing is set against it. */
export async function measureWalkthrough({ walkthroughs }: Effort, signal: AbortSignal): Promise<Figure[]> {
  const rounds: Round[] = [];
  while (rounds.length < walkthroughs) rounds.push({ kit: await timeRun(CLIENT, TSX, signal, ["walkthrough"]) });
  return [{ title: "pnpm dev", sides: "ms", unit: "s", goal: { atMost: 6 }, rounds }];
}

/** How long a program takes from start to end, in milliseconds. */
async function timeRun(program: string, node: string[], signal: AbortSignal, args: string[] = []): Promise<number> {
  const startedAt = performance.now();
  // Without a compile cache, which would be warm from the second start on. A model that is named here would cost money.
  const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", KIT_MODEL: "" };
  const { code, stderr } = await runProgram(program, args, { env, signal, node });
  if (code !== 0) throw new Error(`${program} ended with ${code}.\n${stderr}`);
  return performance.now() - startedAt;
}
