import type { HttpSettings } from "@kit/http";
import { Command, InvalidArgumentError } from "commander";

const MAX_SECONDS = 2_147_483;
const SECOND_MS = 1_000;
/** What the process exits with when its command line is wrong. */
const WRONG_USAGE = 2;

/** What the command line says, defaults filled in. */
type GivenOptions = {
  host: string;
  port: number;
  token?: string;
  allowedHost: string[];
  stateless: boolean;
  sse: boolean;
  rateLimit?: number;
  sessionIdle: number;
  shutdownTimeout: number;
};

/** What the command line says of the HTTP settings. The environment says the rest. */
export type HttpArguments = Omit<HttpSettings, "tokens" | "stateStoreUrl"> & { token?: string };

/** The command line of the server. */
export function createHttpCommand(): Command {
  return new Command("kit-server")
    .description("An MCP server whose tools sample. Without arguments it serves stdio.")
    .requiredOption("--http", "serve Streamable HTTP at /mcp, on 2025-11-25 and 2026-07-28")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--port <number>", "the port to listen on; 0 takes a free one", whole(0, 65_535), 3_000)
    .option("--token <secret>", "a bearer token to let in; KIT_SERVER_TOKEN says the same, and ps does not show it")
    .option("--allowed-host <name...>", "names that may stand in Host and Origin, beside those of loopback", [])
    .option("--stateless", "keep nothing between requests: 2025-11-25 clients cannot be asked back", false)
    .option("--sse", "serve the old HTTP+SSE endpoints too, GET /sse and POST /messages", false)
    .option("--rate-limit <number>", "how many requests a token may send per minute", whole(1, 1_000_000))
    .option("--session-idle <seconds>", "when an idle session ends", whole(1, MAX_SECONDS), 1_800)
    .option("--shutdown-timeout <seconds>", "how long calls may take to finish on SIGTERM", whole(0, MAX_SECONDS), 10);
}

/** Reads the command line. What is wrong with it goes to stderr, and the process ends with 2. */
export function readHttpCommand(argv: readonly string[]): HttpArguments {
  const command = createHttpCommand().showHelpAfterError("See --help.");
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  const given = command.parse(argv).opts<GivenOptions>();
  return {
    ...{ host: given.host, port: given.port, allowedHosts: given.allowedHost },
    ...(given.token !== undefined && { token: given.token }),
    ...{ isStateless: given.stateless, hasSse: given.sse, rateLimit: given.rateLimit },
    sessionIdleMs: given.sessionIdle * SECOND_MS,
    shutdownMs: given.shutdownTimeout * SECOND_MS,
  };
}

function whole(min: number, max: number): (given: string) => number {
  return (given) => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Use a whole number from ${min} to ${max}.`);
  };
}
