import { compareDrivers } from "./compare-drivers.ts";
import type { Round } from "./finding.ts";
import { locateHere } from "./locate.ts";
import { type BenchProcess, startProcess } from "./start-process.ts";
import type { Effort } from "./workload.ts";

/** Ways to ask for a completion, each a process of its own. */
export type Caller = "gateway" | "router" | "ai-sdk" | "fetch";

/** One completion over loopback: a way to ask for it against the bare `openai` package. */
export async function measureGateway(caller: Caller, effort: Effort, signal: AbortSignal): Promise<Round[]> {
  const processes: BenchProcess[] = [];
  const start = (file: string, ...args: string[]) => {
    const started = startProcess(locateHere(`./gateway/${file}`), args, signal);
    processes.push(started);
    return started;
  };
  try {
    const { baseURL } = (await start("canned-provider.ts").ask({})) as { baseURL: string };
    return await compareDrivers(start(`call-${caller}.ts`, baseURL), start("call-openai.ts", baseURL), effort);
  } finally {
    await Promise.all(processes.map((started) => started.stop()));
  }
}
