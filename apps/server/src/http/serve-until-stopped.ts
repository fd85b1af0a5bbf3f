import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { ProtocolRevision } from "@kit/protocol";
import { log } from "../log.ts";
import { PROTOCOLS, type Protocol } from "../protocols.ts";
import { createCheckSource } from "./check-source.ts";
import { createCheckToken } from "./check-token.ts";
import { createHttpHandler } from "./create-http-handler.ts";
import { createLimiter } from "./create-limiter.ts";
import type { HttpOptions } from "./http-options.ts";
import type { HttpProtocol, HttpProtocolOptions } from "./http-protocol.ts";
import { createInFlight } from "./in-flight.ts";
import { createLimitRate, type LimitRate } from "./limit-rate.ts";
import { listen } from "./listen.ts";
import { openRedisStore, type RedisStore } from "./open-redis-store.ts";

/** Longer than proxies keep an idle connection (nginx: 60 s), so that none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 65_000;

/** How each revision is served over HTTP. */
export type HttpProtocols = Partial<Record<ProtocolRevision, Pick<Protocol, "http">>>;

/** Serves in this process until it is told to stop. Then it finishes the calls in flight, within a limit, and exits. */
export async function serveUntilStopped(
  options: HttpOptions,
  env: NodeJS.ProcessEnv,
  served: HttpProtocols = PROTOCOLS,
): Promise<void> {
  const redis = env.KIT_STATE_STORE ? await openRedisStore(env.KIT_STATE_STORE) : undefined;
  const exchanges = createInFlight();
  const calls = createInFlight();
  const { hasAffinity, sessionIdleMs, allowedHosts, host, tokens, hasSse, shutdownMs } = options;
  const isStateless = options.isStateless || (options.replicas > 1 && !hasAffinity);
  const store = redis?.store;
  const protocols = await loadProtocols(served, { env, isStateless, hasAffinity, sessionIdleMs, store, calls });
  let isStopping = false;
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    createHttpHandler({
      ...{ protocols, hasSse, exchanges },
      checkSource: createCheckSource([host, ...allowedHosts]),
      checkToken: createCheckToken(tokens),
      limitRate: await limitRateOf(options, redis),
      isStopping: () => isStopping,
    }),
  );
  await listen(server, options);

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
    await redis?.close();
    process.exit(0);
  }
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

async function loadProtocols(
  served: HttpProtocols,
  options: HttpProtocolOptions,
): Promise<Map<ProtocolRevision, HttpProtocol>> {
  const loaded = Object.entries(served).map(async ([revision, { http }]) => {
    const { serveHttp } = await http();
    return [revision as ProtocolRevision, serveHttp(options)] as const;
  });
  return new Map(await Promise.all(loaded));
}

async function limitRateOf({ rateLimit }: HttpOptions, redis: RedisStore | undefined): Promise<LimitRate> {
  if (rateLimit === undefined) return async () => undefined;
  return createLimitRate(await createLimiter(rateLimit, redis), ({ message }) =>
    log(`Cannot count requests: ${message}`),
  );
}
