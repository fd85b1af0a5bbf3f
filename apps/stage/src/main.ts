import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { addHostOptions, type HostFlags } from "@kit/client/src/host.ts";
import { readSettings } from "@kit/client/src/settings.ts";
import { loadEnvFile } from "@kit/consent";
import { asTyped, createInterrupts, guardOutput, reportFailure, runProgram, UsageError } from "@kit/terminal";
import { Command } from "commander";
import { createEventLog } from "./event-log.ts";
import { openHost } from "./host.ts";
import { loadPage } from "./page.ts";
import { createViewer, followTape, loadTape } from "./recorded.ts";
import { type Backend, serve } from "./serve.ts";

type Flags = HostFlags & { follow?: string; port?: number };

const HELP = { fix: "pnpm run stage --help says what it takes." };
const HOST_FLAGS = ["servers", "model", "config", "policy", "ledger", "tape", "yes"] as const;

const interrupts = createInterrupts();
guardOutput();
// Whoever has started the stage beside itself is gone.
process.once("disconnect", () => process.kill(process.pid, "SIGINT"));
process.channel?.unref();
await reportFailure(false, () => loadEnvFile(interrupts.signal));
if (process.exitCode !== undefined) process.exit();
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) await (await import("@kit/transport/trace")).startTrace("kit-stage");

const program = new Command(asTyped("pnpm run stage x").slice(0, -2))
  .description("Show in the browser what crosses when a server samples: live, or from a tape.")
  .argument("[tape]", "a file that --tape has recorded, to replay it")
  .option("--follow <tape>", "show a tape while a command records it")
  .option("--port <number>", "where the page is served (default: a free port)", readPort);
addHostOptions(program, HOST_FLAGS).action((tape: string | undefined, flags: Flags) =>
  reportFailure(false, () => stage(tape, flags)),
);
await runProgram(program);

async function stage(tape: string | undefined, { follow, port, ...flags }: Flags): Promise<void> {
  if (tape !== undefined && follow !== undefined) throw new UsageError("Name a tape, or one to --follow.", HELP);
  const { signal } = interrupts;
  const settings = readSettings(process.env);
  const tell = (line: string) => console.error(line);
  const log = createEventLog();
  const page = await loadPage(tell);

  /** Serves the page until Ctrl-C. */
  async function show(backend: Backend, work?: () => Promise<unknown>): Promise<void> {
    const token = randomBytes(24).toString("base64url");
    const server = await serve({ page, log, backend, token, port });
    console.log(`The stage is at ${server.url}`);
    tell("Open it in a browser. Ctrl-C ends it.");
    const ended = signal.aborted || Promise.all([once(signal, "abort"), work?.()]);
    await Promise.resolve(ended).finally(server.close);
  }

  if (tape !== undefined) {
    await loadTape(resolve(settings.here, tape), log);
    return show(createViewer("replay"));
  }
  if (follow !== undefined) {
    return show(createViewer("follow"), () => followTape(resolve(settings.here, follow), log, signal));
  }
  const host = await openHost(flags, { settings, log, signal, tell });
  await show(host.backend, host.openAll).finally(host.close);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UsageError(`--port takes a number from 0 to 65535, and not ${text}.`, HELP);
}
