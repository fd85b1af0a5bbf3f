import type { HttpProtocolOptions, HttpProtocols } from "@kit/http";
import { KitError } from "@kit/protocol";
import type { Tool } from "@kit/sampling";
import { log } from "./log.ts";
import { PROTOCOLS } from "./protocols.ts";
import type { ServerParts } from "./server-parts.ts";
import { readSettings } from "./settings.ts";
import { serveStdio } from "./stdio.ts";

/** Serves the tools, as the command line and the environment say. What is wrong with them ends the process with 1. */
export async function runServer(tools: readonly Tool[], argv: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    if (env.OTEL_EXPORTER_OTLP_ENDPOINT) await (await import("@kit/transport/trace")).startTrace("kit-server");
    const settings = await readSettings(argv, env);
    const { stateKeys } = settings;
    const direct = settings.direct && (await import("./direct-model.ts")).createDirectModel(settings.direct);
    const parts = { tools, stateKeys, direct };
    if (settings.http === undefined) return await serveStdio(parts);
    const { serveHttp } = await import("@kit/http");
    await serveHttp({ protocols: overHttp(parts), settings: settings.http, log });
  } catch (error) {
    log(`Cannot start: ${error instanceof KitError ? error.message : (error as Error).stack}`);
    process.exit(1);
  }
}

function overHttp(parts: ServerParts): HttpProtocols {
  const entries = Object.entries(PROTOCOLS).map(([revision, load]) => [
    revision,
    async (options: HttpProtocolOptions) => (await load()).openHttp(options, parts),
  ]);
  return Object.fromEntries(entries);
}
