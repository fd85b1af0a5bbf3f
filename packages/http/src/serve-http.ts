import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { KitError, type ProtocolRevision } from "@kit/protocol";
import { createAdmission } from "./admission.ts";
import { createHttpHandler } from "./http-handler.ts";
import type { HttpProtocol, HttpProtocolOptions, HttpProtocols } from "./http-protocol.ts";
import { checkHttpSettings, type HttpSettings } from "./http-settings.ts";
import { createInFlight } from "./in-flight.ts";
import { createRateLimit } from "./rate-limit.ts";
import { openStateStore } from "./state-store.ts";

/** Longer than proxies keep an idle connection (nginx: 60 s), so that none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 65_000;

/** What `serveHttp` needs of an app. */
export type ServeHttpOptions = {
  protocols: HttpProtocols;
  settings: HttpSettings;
  /** Writes a line to the server's log. */
  log: (message: string) => void;
};

/**
 * Serves MCP at `/mcp` until the process gets SIGTERM or SIGINT. Then it takes no new calls, finishes those in flight
 * within `settings.shutdownMs`, and exits with 0. Resolves when it listens.
 *
 * @throws {KitError} "invalid_option" when the settings cannot work, or would leave the server open to others.
 */
export async function serveHttp({ protocols: served, settings, log }: ServeHttpOptions): Promise<void> {
  checkHttpSettings(settings);
  const { host, allowedHosts, tokens, isStateless, sessionIdleMs, hasSse, shutdownMs, stateStoreUrl } = settings;
  const redis = stateStoreUrl === undefined ? undefined : await openStateStore(stateStoreUrl, log);
  const exchanges = createInFlight();
  const calls = createInFlight();
  const protocols = await openProtocols(served, { isStateless, sessionIdleMs, store: redis?.store, calls, log });
  const admit = createAdmission({ hostnames: [host, ...allowedHosts], tokens });
  const countRequests = await createRateLimit(settings.rateLimit, redis);
  let isStopping = false;
  const handler = { protocols, hasSse, admit, countRequests, exchanges, isStopping: () => isStopping, log };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, createHttpHandler(handler));
  const url = await listen(server, settings);
  log(`Listening on ${url} for ${[...protocols.keys()].join(" and ")}.`);

  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    log("Stopping.");
    // A call that has asked its client back needs the answer, which may come on a new connection.
    if (calls.isEmpty()) server.close();
    const finished = Promise.all([exchanges.empty(), calls.empty()]).then(() => true);
    const inTime = await Promise.race([finished, setTimeout(shutdownMs, false)]);
    if (!inTime) log(`Calls were still in flight after ${shutdownMs} ms, and are given up.`);
    server.close();
    await Promise.all([...protocols.values()].map((protocol) => protocol.close()));
    server.closeAllConnections();
    redis?.close();
    process.exit(0);
  }
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

async function openProtocols(
  served: HttpProtocols,
  options: HttpProtocolOptions,
): Promise<Map<ProtocolRevision, HttpProtocol>> {
  const opened = Object.entries(served).map(
    async ([revision, open]) => [revision as ProtocolRevision, await open(options)] as const,
  );
  return new Map(await Promise.all(opened));
}

/** Resolves to the URL. Throws "invalid_option" when the port cannot be had. */
async function listen(server: Server, { host, port }: HttpSettings): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : cause;
    const why = code === "EADDRINUSE" ? "is in use" : `cannot be used (${code})`;
    throw new KitError("invalid_option", `Port ${port} on ${host} ${why}. Choose another with --port.`, { cause });
  }
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}/mcp`;
}
