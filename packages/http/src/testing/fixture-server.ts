import { KitError } from "@kit/protocol";
import { createStateSeal } from "@kit/sampling";
import type { HttpProtocolOptions } from "../http-protocol.ts";
import { openProtocol as openProtocol2025 } from "../protocol-2025-11-25/serve.ts";
import { openProtocol as openProtocol2026 } from "../protocol-2026-07-28/serve.ts";
import { serveHttp } from "../serve-http.ts";
import { createServer2025 } from "./fixture-server-2025-11-25.ts";
import { createServer2026 } from "./fixture-server-2026-07-28.ts";
import type { FixtureSettings } from "./start-server.ts";

// Serves the tool of the HTTP tests with the settings that stand in the first argument as JSON.
const {
  revisions = ["2025-11-25", "2026-07-28"],
  stateKeys = [],
  ...given
}: FixtureSettings = JSON.parse(process.argv[2] ?? "{}");

const protocols = {
  "2025-11-25": async (options: HttpProtocolOptions) => openProtocol2025(createServer2025, options),
  "2026-07-28": async (options: HttpProtocolOptions) =>
    openProtocol2026(createServer2026, { ...options, seal: createStateSeal({ secrets: stateKeys }) }),
};

try {
  await serveHttp({
    protocols: Object.fromEntries(revisions.map((revision) => [revision, protocols[revision]])),
    settings: {
      ...{ host: "127.0.0.1", port: 0, tokens: [], allowedHosts: [], isStateless: false, hasSse: false },
      ...{ rateLimit: undefined, sessionIdleMs: 600_000, shutdownMs: 10_000, stateStoreUrl: undefined },
      ...given,
    },
    log: console.error,
  });
} catch (error) {
  console.error(error instanceof KitError ? `Cannot start: ${error.message}` : error);
  process.exit(1);
}
