import { createTerminalApprover } from "@kit/consent";
import { MODEL_CARDS } from "@kit/offline-llm";
import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { createJsonLesson, createScreen, createTextLesson, type Interrupts, type Lesson } from "@kit/terminal";
import { Command, Option } from "commander";
import { addHostOptions } from "../../host.ts";
import { describeDestination } from "../../models.ts";
import type { Settings } from "../../settings.ts";
import { playConsent, playFault, playRecap, playServer } from "./host-acts.ts";
import { openWalk, type WalkFlags } from "./session.ts";
import { playKey, playPush, playReplay, playSeveral } from "./wire-acts.ts";

type Flags = WalkFlags & { pause: boolean } & Partial<Record<"all" | "wire" | "json" | "yes" | "stage", true>>;

const LESSON = new URL("lesson.md", import.meta.url);
const MODELS = MODEL_CARDS.map(({ id }) => `  offline/${id}`).join("\n");

/** `pnpm dev`: what sampling is, in seven acts. */
export function walkthroughCommand(settings: Settings, { signal }: Interrupts): Command {
  const command = new Command("walkthrough")
    .description("See what sampling is, in seven acts: who asks, who answers, who pays, who may say no.")
    .option("--file <path>", "run on your own document only")
    .option("--server <name>", "walk a server of yours in place of the kit's own")
    .addOption(new Option("--protocol <revision>", "run one revision only").choices(PROTOCOL_REVISIONS))
    .option("--all", "run all samples")
    .option("--wire", "show every message whole, as it crosses")
    .option("--stage", "show in the browser what crosses")
    .option("--no-pause", "do not wait for Enter on the way")
    .option("--json", "print one JSON object for each step and each message");
  return addHostOptions(command, ["model", "config", "servers", "tape", "yes"])
    .addHelpText("after", `\nModels without a key, of which most fail, for you to see what happens then:\n${MODELS}`)
    .action(async (flags: Flags) => {
      const options = { hasColor: settings.hasColor, isPaced: flags.pause, hasWire: flags.wire === true, signal };
      const lesson = flags.json ? createJsonLesson(LESSON) : createTextLesson(LESSON, options);
      try {
        await play(flags, settings, lesson, signal);
      } catch (error) {
        if (!signal.aborted) await lesson.failed(error);
      }
    });
}

async function play(flags: Flags, settings: Settings, lesson: Lesson, signal: AbortSignal): Promise<void> {
  if (flags.stage) flags.tape ??= await (await import("@kit/tape/stage")).openStage();
  const walk = await openWalk(flags, settings, lesson, signal);
  const reader = flags.yes ? undefined : lesson.reader;
  const approver = reader && createTerminalApprover({ ...settings, ...reader, screen: createScreen(reader.output) });
  const startedAt = Date.now();
  try {
    const { models, destinations } = walk.models;
    const where = destinations.map(describeDestination).join(" ");
    await lesson.step("opened", { facts: { model: models.join(", "), "where it is": where } });
    if (flags.server !== undefined) return await playServer(walk, { approver, approveAll: flags.yes === true });
    await playKey(walk);
    if (walk.revisions.includes("2025-11-25")) await playPush(walk);
    await playConsent(walk, approver);
    if (walk.revisions.includes("2026-07-28")) await playReplay(walk);
    await playSeveral(walk, flags.all === true);
    await playFault(walk);
    await playRecap(walk, startedAt);
  } finally {
    await walk.close();
  }
}
