import cluster from "node:cluster";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { log } from "../log.ts";
import type { HttpOptions } from "./http-options.ts";
import { REPLICA_VARIABLE } from "./replica.ts";

const RETRY_MS = 1_000;

/**
 * Starts the replicas, and replaces one that dies. They share nothing but the port and the key that seals states: each
 * round of a 2026-07-28 call may reach another of them.
 */
export async function startReplicas(options: HttpOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const stateKey = env.KIT_STATE_KEY || randomBytes(32).toString("base64url");
  if (options.rateLimit !== undefined && !env.KIT_STATE_STORE) await countForReplicas();
  let isStopping = false;

  /** @returns where the replica listens, or `undefined` when it ended before it did. */
  async function start(replica: number): Promise<string | undefined> {
    const worker = cluster.fork({ KIT_STATE_KEY: stateKey, [REPLICA_VARIABLE]: String(replica) });
    const listening = once(worker, "listening").then(([{ address, port }]) => `${address}:${port}`);
    const ended = once(worker, "exit");
    const place = await Promise.race([listening, ended.then(() => undefined)]);
    if (place !== undefined) void ended.then(([code, signal]) => replace(worker.process.pid, replica, signal ?? code));
    return place;
  }

  async function replace(pid: number | undefined, replica: number, reason: string): Promise<void> {
    if (isStopping) return;
    log(`Process ${pid} ended (${reason}). Another takes its place.`);
    // What it needs, such as Redis, may be away for a while.
    while ((await start(replica)) === undefined) await setTimeout(RETRY_MS);
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
  // One that could not start has said why, and another would not fare better.
  if (places.includes(undefined) && !isStopping) process.exit(1);
  if (!options.hasAffinity) log(`Listening on http://${places[0]}/mcp in ${options.replicas} processes.`);
}

/** The replicas ask this process whether a client has requests left. */
async function countForReplicas(): Promise<void> {
  const { RateLimiterClusterMaster } = await import("rate-limiter-flexible");
  new RateLimiterClusterMaster();
}
