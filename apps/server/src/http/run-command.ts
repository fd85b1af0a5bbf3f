import { KitError } from "@kit/protocol";
import { log } from "../log.ts";
import { createCommand, type GivenOptions } from "./create-command.ts";
import { checkHttpOptions, type HttpOptions } from "./http-options.ts";

const SECOND_MS = 1_000;

/**
 * Runs the command line of the server. Nothing that only HTTP needs is loaded before it is clear that HTTP is meant.
 * What is wrong with the options goes to stderr, and the process ends with 1.
 */
export async function runCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const given = createCommand().parse(argv).opts<GivenOptions>();
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

/** Several tokens stand with commas between them, one for each client. */
function tokensFrom(given: string): string[] {
  return given
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "");
}
