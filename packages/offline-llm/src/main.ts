import { describeServer } from "./command/describe-server.ts";
import { readFlags, usage } from "./command/read-flags.ts";
import { startOfflineModel } from "./start-offline-model.ts";

/** Exit codes of a program that a signal ended: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

try {
  const { port, apiKey, wantsHelp } = readFlags(process.argv.slice(2));
  if (wantsHelp) console.log(usage);
  else await serve(port, apiKey);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function serve(port: number, apiKey: string | false | undefined): Promise<void> {
  const model = await startOfflineModel({ port, ...(apiKey === undefined ? {} : { apiKey }) });
  // The server alone does not keep a process alive.
  const stay = setInterval(() => {}, 2 ** 30);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await model.close();
      clearInterval(stay);
      process.exitCode = exitCodes[signal];
    });
  }
  console.log(describeServer(model, apiKey !== false));
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") return "The port is taken. Choose another with --port, or --port 0 for a free one.";
  if (code === "EACCES") return "The port is reserved for the system. Choose one above 1023 with --port.";
  if (error instanceof TypeError) return `${error.message}\n\n${usage}`;
  throw error;
}
