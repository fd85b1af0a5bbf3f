import { serveHttp } from "@kit/http";
import { openProtocol } from "@kit/http/protocol-2026-07-28";
import { createStateSeal, type StateSeal } from "@kit/sampling";
import { log } from "../log.ts";
import { PROTOCOLS } from "../protocols.ts";
import type { ServerParts } from "../server-parts.ts";
import { PLAIN_TOOLS } from "./conformance/plain-tools.ts";
import { SAMPLING_TOOLS } from "./conformance/sampling-tools.ts";

// Serves the tools of the conformance suite over HTTP, on a free port of loopback, as the server serves its own: with
// its handler, its sessions, its seal and its way of binding a tool. The port stands in the first line of stderr.

type CreateServer = (parts: ServerParts, seal: StateSeal) => ReturnType<Parameters<typeof openProtocol>[0]>;

const parts: ServerParts = { tools: [...SAMPLING_TOOLS, ...PLAIN_TOOLS], direct: undefined, stateKeys: [] };
const legacy = await PROTOCOLS["2025-11-25"]?.();
// Named so that the compiler does not look for it: a copy of the server may have deleted the folder.
const folder: string = "../protocol-2026-07-28/testing";
const { createConformanceServer }: { createConformanceServer: CreateServer } = await import(
  `${folder}/create-conformance-server.ts`
);

await serveHttp({
  protocols: {
    ...(legacy && { "2025-11-25": (options) => legacy.openHttp(options, parts) }),
    "2026-07-28": async (options) =>
      openProtocol(({ seal }) => createConformanceServer(parts, seal), { ...options, seal: createStateSeal() }),
  },
  settings: {
    ...{ host: "127.0.0.1", port: 0, tokens: [], allowedHosts: [], stateStoreUrl: undefined },
    ...{ isStateless: false, hasSse: false, rateLimit: undefined, sessionIdleMs: 600_000, shutdownMs: 0 },
  },
  log,
});
