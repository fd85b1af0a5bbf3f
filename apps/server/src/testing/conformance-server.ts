import type { HttpOptions } from "../http/http-options.ts";
import { serveUntilStopped } from "../http/serve-until-stopped.ts";
import { createServer } from "../protocol-2025-11-25/create-server.ts";
import * as legacy from "../protocol-2025-11-25/serve-http.ts";
import * as modern from "../protocol-2026-07-28/serve-http.ts";
import { createConformanceServer } from "../protocol-2026-07-28/testing/create-conformance-server.ts";
import { PLAIN_TOOLS } from "./conformance/plain-tools.ts";
import { SAMPLING_TOOLS } from "./conformance/sampling-tools.ts";

// Serves the tools of the conformance suite over HTTP, on a free port of loopback, as the server serves its own: with
// its handler, its sessions, its seal and its way of binding a tool. The port stands in the first line of stderr.

const OPTIONS: HttpOptions = {
  ...{ host: "127.0.0.1", port: 0, tokens: [], allowedHosts: [] },
  ...{ isStateless: false, hasSse: false, replicas: 1, hasAffinity: false, rateLimit: undefined },
  ...{ sessionIdleMs: 600_000, shutdownMs: 0 },
};
const tools = [...SAMPLING_TOOLS, ...PLAIN_TOOLS];

await serveUntilStopped(OPTIONS, process.env, {
  "2025-11-25": {
    http: async () => ({
      serveHttp: (options) => legacy.serveHttp(options, (direct, channel) => createServer(direct, channel, tools)),
    }),
  },
  "2026-07-28": {
    http: async () => ({
      serveHttp: (options) => modern.serveHttp(options, (direct, seal) => createConformanceServer(direct, seal, tools)),
    }),
  },
});
