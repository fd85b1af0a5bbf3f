import type { ListenOptions } from "node:net";
import type { HttpOptions } from "./http-options.ts";

/** Tells a replica which one it is, counted from 0. */
export const REPLICA_VARIABLE = "KIT_REPLICA";

/** Where this process listens: replicas share one port, or, with affinity, take the ports from `--port` on. */
export function portOf({ host, port, hasAffinity }: HttpOptions): ListenOptions {
  const replica = Number(process.env[REPLICA_VARIABLE] ?? 0);
  return hasAffinity ? { host, port: port === 0 ? 0 : port + replica, exclusive: true } : { host, port };
}
