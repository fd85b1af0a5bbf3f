import { confirmFolder } from "@kit/consent";
import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { createTextStyle, describeCauses, EXIT_CODES, type Interrupts, toFailure, waitForEnter } from "@kit/terminal";
import { Command, Option } from "commander";
import { addHostOptions, type HostFlags } from "../../host.ts";
import { loadConfig, namedModels, openModels } from "../../models.ts";
import type { Settings } from "../../settings.ts";
import { loadSamples, runWalkthrough } from "./acts.ts";
import { renderText } from "./render.ts";
import type { Show } from "./steps.ts";

type WalkthroughFlags = Pick<HostFlags, "model" | "config" | "yes"> & {
  file?: string;
  protocol?: ProtocolRevision;
  json?: true;
};

/** `pnpm dev`: three tools on both revisions, with everything that crosses. */
export function walkthroughCommand(settings: Settings, { signal }: Interrupts): Command {
  const command = new Command("walkthrough")
    .description("Run the three tools on both protocol revisions and show everything that crosses.")
    .option("--file <path>", "summarize your own document")
    .addOption(new Option("--protocol <revision>", "run one revision only").choices(PROTOCOL_REVISIONS))
    .option("--yes", "do not wait for Enter on the way")
    .option("--json", "print one JSON object per step");
  return addHostOptions(command, ["model", "config"]).action(async (flags: WalkthroughFlags) => {
    const show: Show = flags.json ? (step) => console.log(JSON.stringify(step)) : showText(settings);
    try {
      await walk(flags, settings, show, signal);
    } catch (error) {
      if (signal.aborted) return;
      process.exitCode = EXIT_CODES.failed;
      show({ step: "failed", ...toFailure(error) });
      for (const line of describeCauses(error)) console.error(line);
    }
  });
}

async function walk(flags: WalkthroughFlags, settings: Settings, show: Show, signal: AbortSignal): Promise<void> {
  const { here, providers } = settings;
  const samples = await loadSamples(flags.file, here);
  // No server or policy of the user's takes part.
  await confirmFolder({ servers: "", policy: "", ...flags }, here, signal);
  const models = await openModels(namedModels(flags.model, settings), providers, await loadConfig(flags.config, here));
  const { stdin: input, stdout: output } = process;
  const isInteractive = input.isTTY === true && output.isTTY === true && !flags.yes && !flags.json;
  const pause = async () => (isInteractive ? waitForEnter({ input, output }, signal) : undefined);
  const revisions = flags.protocol === undefined ? PROTOCOL_REVISIONS : [flags.protocol];
  await runWalkthrough({ revisions, models, samples, settings, show, pause, signal }).finally(models.close);
}

function showText({ hasColor }: Settings): Show {
  const style = createTextStyle(hasColor && process.stdout.isTTY === true, process.stdout.columns);
  return (step) => console.log(renderText(step, style).join("\n"));
}
