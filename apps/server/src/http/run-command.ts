import { KitError } from "@kit/protocol";
import { Command, InvalidArgumentError } from "commander";
import { log } from "../log.ts";
import { checkHttpOptions, type HttpOptions } from "./http-options.ts";

const SECOND_MS = 1_000;
const MAX_SECONDS = 2_147_483;

/**
 * Runs the command line of the server. Nothing that only HTTP needs is loaded before it is clear that HTTP is meant.
 * What is wrong with the options goes to stderr, and the process ends with 1.
 */
export async function runCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const given = createCommand().parse(argv).opts();
  const options: HttpOptions = {
    ...{ host: given.host, port: given.port, allowedHosts: given.allowedHost },
    tokens: tokensFrom(given.token ?? env.KIT_SERVER_TOKEN ?? ""),
    ...{ isStateless: given.stateless, hasSse: given.sse, replicas: given.replicas, hasAffinity: given.affinity },
    rateLimit: given.rateLimit,
    sessionIdleMs: given.sessionIdle * SECOND_MS,
    shutdownMs: given.shutdownTimeout * SECOND_MS,
  };
  try {
    checkHttpOptions(options);
    const { runHttp } = await import("./run-http.ts");
    await runHttp(options, env);
  } catch (error) {
    log(`Cannot start: ${error instanceof KitError ? error.message : (error as Error).stack}`);
    process.exit(1);
  }
}

function createCommand() {
  return new Command("kit-server")
    .description("An MCP server whose tools sample. Without arguments it serves stdio.")
    .requiredOption("--http", "serve Streamable HTTP at /mcp, on 2025-11-25 and 2026-07-28")
    .option("--host <address>", "where to listen", "127.0.0.1")
    .option("--port <number>", "where to listen; 0 chooses a free port", whole(0, 65_535), 3_000)
    .option("--token <secret>", "a bearer token that is let in; better set KIT_SERVER_TOKEN, which ps does not show")
    .option("--allowed-host <name...>", "names that may stand in the Host and Origin headers", [] as string[])
    .option("--stateless", "keep nothing between requests: 2025-11-25 clients can then not be asked back", false)
    .option("--sse", "also serve the old HTTP+SSE endpoints, GET /sse and POST /messages", false)
    .option("--replicas <number>", "how many processes serve", whole(1, 256), 1)
    .option(
      "--affinity",
      "a proxy sends each session to its process; replicas listen on --port and the ports after it",
      false,
    )
    .option("--rate-limit <number>", "requests per minute and token", whole(1, 1_000_000))
    .option("--session-idle <seconds>", "when an idle session ends", whole(1, MAX_SECONDS), 1_800)
    .option("--shutdown-timeout <seconds>", "how long calls may take to finish on SIGTERM", whole(0, MAX_SECONDS), 10);
}

/** Several tokens stand with commas between them, one for each client. */
function tokensFrom(given: string): string[] {
  return given
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "");
}

function whole(min: number, max: number): (given: string) => number {
  return (given) => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Use a whole number from ${min} to ${max}.`);
  };
}
