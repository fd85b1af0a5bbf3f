import { dirname, join } from "node:path";
import { type Approver, createTerminalApprover, openLedger } from "@kit/consent";
import { KitError, PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import {
  createJsonLesson,
  createScreen,
  createTextLesson,
  describeCauses,
  EXIT_CODES,
  type Interrupts,
  type Lesson,
  toFailure,
} from "@kit/terminal";
import type { ServerSpec } from "@kit/transport";
import { Command, Option } from "commander";
import { addHostOptions, type HostFlags } from "../../host.ts";
import { describeDestination, loadConfig, namedModels, openModels } from "../../models.ts";
import { SPOKEN_REVISIONS } from "../../protocols.ts";
import { kitServer, loadServers } from "../../servers.ts";
import type { Settings } from "../../settings.ts";
import { playConsent, playFault, playRecap, playServer } from "./host-acts.ts";
import { loadSamples } from "./samples.ts";
import { openSession, type Session } from "./session.ts";
import { playKey, playPush, playReplay, playSeveral, type Walk } from "./wire-acts.ts";

type WalkthroughFlags = Pick<HostFlags, "model" | "config" | "servers" | "yes"> & {
  file?: string;
  server?: string;
  protocol?: ProtocolRevision;
  all?: true;
  wire?: true;
  json?: true;
  pause: boolean;
};

const LESSON = new URL("lesson.md", import.meta.url);
const FAULTS = `
Models that fail, to see what happens then: --model offline/flaky-429, offline/always-429, offline/flaky-500,
offline/always-500, offline/slow, offline/cut, offline/garbage, offline/empty, offline/context, offline/policy`;

/** `pnpm dev`: what sampling is, in seven acts. */
export function walkthroughCommand(settings: Settings, { signal }: Interrupts): Command {
  const command = new Command("walkthrough")
    .description("See what sampling is, in seven acts: who asks, who answers, who pays, who may say no.")
    .option("--file <path>", "run on your own document only")
    .option("--server <name>", "walk a server of your mcp.json in place of the kit's own")
    .addOption(new Option("--protocol <revision>", "run one revision only").choices(PROTOCOL_REVISIONS))
    .option("--all", "run all samples")
    .option("--wire", "show every message whole, as it crosses")
    .option("--no-pause", "do not wait for Enter on the way")
    .option("--json", "print one JSON object for each step and each message");
  return addHostOptions(command, ["model", "config", "servers", "yes"])
    .addHelpText("after", FAULTS)
    .action(async (flags: WalkthroughFlags) => {
      const lesson = flags.json ? createJsonLesson(LESSON) : textLesson(flags, settings, signal);
      try {
        await walk(flags, settings, lesson, signal);
      } catch (error) {
        if (signal.aborted) return;
        process.exitCode = EXIT_CODES.failed;
        await lesson.failed(toFailure(error));
        for (const line of describeCauses(error)) console.error(line);
      }
    });
}

/** The terminal of a user who reads along, and goes on by Enter. */
function readerOf({ pause, json }: WalkthroughFlags) {
  const { stdin: input, stdout: output } = process;
  return input.isTTY === true && output.isTTY === true && pause && !json ? { input, output } : undefined;
}

function textLesson(flags: WalkthroughFlags, settings: Settings, signal: AbortSignal): Lesson {
  const { stdout: output } = process;
  const hasColor = settings.hasColor && output.isTTY === true;
  return createTextLesson(LESSON, {
    output,
    hasColor,
    terminal: readerOf(flags),
    hasWire: flags.wire === true,
    signal,
  });
}

async function walk(flags: WalkthroughFlags, settings: Settings, lesson: Lesson, signal: AbortSignal): Promise<void> {
  const { here, providers, editor, hasColor } = settings;
  const closers: (() => unknown)[] = [];
  try {
    const server = await findServer(flags, settings);
    const samples = await loadSamples(flags.file, here);
    const models = await openModels(
      namedModels(flags.model, settings),
      providers,
      await loadConfig(flags.config, here),
    );
    closers.push(models.close);
    const ledger = await openLedger({ path: join(dirname(settings.ledger), "walkthrough.sqlite") });
    closers.push(() => ledger.close());
    const sessions = new Map<string, Promise<Session>>();
    closers.push(() => Promise.allSettled([...sessions.values()].map(async (one) => (await one).connection.close())));
    const open = (revision: ProtocolRevision | "auto") => {
      const session = sessions.get(revision) ?? openSession({ server, revision, signal }, { ledger, lesson });
      sessions.set(revision, session);
      return session;
    };
    const reader = flags.yes ? undefined : readerOf(flags);
    const card = reader && { ...reader, screen: createScreen(reader.output), editor, hasColor };
    const approver = card && createTerminalApprover(card);
    const [revision = "2025-11-25", ...others] = flags.protocol === undefined ? SPOKEN_REVISIONS : [flags.protocol];
    const revisions: Walk["revisions"] = [revision, ...others];
    const walked = { lesson, models, samples, ledger, settings, open, revisions, hasAll: flags.all === true };

    const where = models.destinations.map(describeDestination).join(" ");
    await lesson.step("opened", { facts: { model: models.models.join(", "), "where it is": where } });
    if (flags.server === undefined) await playActs(walked, approver);
    else await playServer(walked, await open(flags.protocol ?? "auto"), { approver, approveAll: flags.yes === true });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function playActs(walk: Walk, approver: Approver | undefined): Promise<void> {
  const startedAt = Date.now();
  await playKey(walk);
  if (walk.revisions.includes("2025-11-25")) await playPush(walk);
  await playConsent(walk, approver);
  if (walk.revisions.includes("2026-07-28")) await playReplay(walk);
  await playSeveral(walk);
  await playFault(walk);
  await playRecap(walk, startedAt);
}

/** The server of `--server`, else the kit's own. */
async function findServer({ server, servers }: WalkthroughFlags, settings: Settings): Promise<ServerSpec> {
  if (server === undefined) return kitServer(settings.variables);
  const entries = await loadServers(servers, settings);
  const entry = entries.find(({ name }) => name === server);
  if (entry !== undefined && !("error" in entry)) return entry;
  const names = entries.map(({ name }) => name).join(", ");
  throw entry?.error ?? new KitError("invalid_option", `You have no server ${server}. You have: ${names}.`);
}
