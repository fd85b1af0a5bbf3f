import { directModelFrom } from "../direct/direct-model.ts";
import type { HttpProtocol, HttpProtocolOptions } from "../http/http-protocol.ts";
import { noBackChannel, openBackChannel } from "./back-channel.ts";
import { createServer } from "./create-server.ts";
import { serveSessions } from "./serve-sessions.ts";
import { serveSse } from "./serve-sse.ts";
import { serveStateless } from "./serve-stateless.ts";

/** Serves protocol 2025-11-25 over HTTP: in sessions, because a tool asks back while its call is open. */
export function serveHttp(options: HttpProtocolOptions, create = createServer): HttpProtocol {
  const { env, isStateless, sessionIdleMs, calls } = options;
  const direct = directModelFrom(env);
  if (isStateless) return serveStateless(() => create(direct, noBackChannel));
  const createSessionServer = () => create(direct, openBackChannel);
  const sessions = serveSessions(createSessionServer, options);
  const sse = serveSse(createSessionServer, calls, sessionIdleMs);

  return {
    handle: sessions.handle,
    handleSse: sse.handle,
    close: async () => void (await Promise.all([sessions.close(), sse.close()])),
  };
}
