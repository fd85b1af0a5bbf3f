import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import type { Finding, Round } from "./finding.ts";
import { locate, locateHere } from "./locate.ts";
import { buildServers } from "./start-up/build-servers.ts";
import { timeStart } from "./start-up/time-start.ts";
import type { Effort } from "./workload.ts";

type Built = Awaited<ReturnType<typeof buildServers>>;

/** One turn: how long each server took to start, in milliseconds. */
type Turn = { kit: number; bare: number; builtKit: number; builtBare: number; tsxKit: number };

/** From spawn to the first answer of `tools/list`: the kit's server against one of the bare SDK, in TypeScript and built. */
export async function measureStartUp(effort: Effort, signal: AbortSignal): Promise<Finding> {
  const outdir = await mkdtemp(join(tmpdir(), "kit-bench-"));
  try {
    const built = await buildServers(outdir, signal);
    const first = await measureRevision("2025-11-25", built, effort, signal);
    const second = await measureRevision("2026-07-28", built, effort, signal);
    return {
      rounds: {
        startUp2025: toRounds(first, "kit", "bare"),
        startUp2026: toRounds(second, "kit", "bare"),
        builtStartUp2025: toRounds(first, "builtKit", "builtBare"),
        builtStartUp2026: toRounds(second, "builtKit", "builtBare"),
        builtToSource2025: toRounds(first, "builtKit", "kit"),
        builtToSource2026: toRounds(second, "builtKit", "kit"),
        builtToTsx2025: toRounds(first, "builtKit", "tsxKit"),
        builtToTsx2026: toRounds(second, "builtKit", "tsxKit"),
      },
    };
  } finally {
    await rm(outdir, { recursive: true });
  }
}

async function measureRevision(
  revision: ProtocolRevision,
  built: Built,
  { starts, warmUpStarts }: Effort,
  signal: AbortSignal,
): Promise<Turn[]> {
  const start = (server: string, flags: readonly string[] = []) => {
    signal.throwIfAborted();
    return timeStart(server, revision, flags);
  };
  const turns: Turn[] = [];
  while (turns.length < starts + warmUpStarts) {
    turns.push({
      kit: await start(locate("@kit/server/src/main.ts")),
      bare: await start(locateHere(`./bare/server-${revision}.ts`)),
      builtKit: await start(built.kit),
      builtBare: await start(built.bare[revision]),
      tsxKit: await start(locate("@kit/server/src/main.ts"), ["--import", pathToFileURL(locate("tsx")).href]),
    });
  }
  return turns.slice(warmUpStarts);
}

function toRounds(turns: readonly Turn[], kit: keyof Turn, bare: keyof Turn): Round[] {
  return turns.map((turn) => ({ kit: turn[kit], bare: turn[bare] }));
}
