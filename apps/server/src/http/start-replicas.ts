import cluster, { type Worker } from "node:cluster";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { log } from "../log.ts";
import type { HttpOptions } from "./http-options.ts";
import { REPLICA_VARIABLE } from "./replica.ts";

/**
 * Starts the replicas, and replaces one that dies. They share nothing but the port and the key that seals states: each
 * round of a 2026-07-28 call may reach another of them.
 */
export async function startReplicas(options: HttpOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const stateKey = env.KIT_STATE_KEY || randomBytes(32).toString("base64url");
  if (options.rateLimit !== undefined && !env.KIT_STATE_STORE) await countForReplicas();
  let isStopping = false;

  async function start(replica: number): Promise<string> {
    const worker = cluster.fork({ KIT_STATE_KEY: stateKey, [REPLICA_VARIABLE]: String(replica) });
    const listening = once(worker, "listening");
    const ended = once(worker, "exit");
    let isListening = false;
    void ended.then(([code, signal]) => {
      if (isStopping) return;
      if (isListening) return replace(worker, replica, signal ?? code);
      // It has said why it cannot start, and another would not fare better.
      process.exit(1);
    });
    const [{ address, port }] = await listening;
    isListening = true;
    return `${address}:${port}`;
  }

  async function replace({ process: { pid } }: Worker, replica: number, reason: string): Promise<void> {
    log(`Process ${pid} ended (${reason}). Another takes its place.`);
    await start(replica);
    log(`Replica ${replica} is back.`);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const ended = workers.map((worker) => once(worker, "exit"));
    for (const worker of workers) worker.process.kill("SIGTERM");
    await Promise.all(ended);
    process.exit(0);
  }
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);

  const places = await Promise.all(Array.from({ length: options.replicas }, (_, replica) => start(replica)));
  if (!options.hasAffinity) log(`Listening on http://${places[0]}/mcp in ${options.replicas} processes.`);
}

/** The replicas ask this process whether a client has requests left. */
async function countForReplicas(): Promise<void> {
  const { RateLimiterClusterMaster } = await import("rate-limiter-flexible");
  new RateLimiterClusterMaster();
}
