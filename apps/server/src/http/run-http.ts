import cluster from "node:cluster";
import type { HttpOptions } from "./http-options.ts";

/** Serves over HTTP: in this process, or as the one that starts and replaces the replicas. */
export async function runHttp(options: HttpOptions, env: NodeJS.ProcessEnv): Promise<void> {
  if (options.replicas > 1 && cluster.isPrimary) {
    const { startReplicas } = await import("./start-replicas.ts");
    return startReplicas(options, env);
  }
  const { serveUntilStopped } = await import("./serve-until-stopped.ts");
  return serveUntilStopped(options, env);
}
