import { ERROR_CODES, KitError, PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { personFolder } from "@kit/terminal";
import { Command, Option } from "commander";
import { loadConfig } from "../models/load-config.ts";
import { modelsFrom } from "../models/models-from.ts";
import { openModels } from "../models/open-models.ts";
import { configOption, modelOption } from "../terminal/shared-options.ts";
import { createPause } from "./create-pause.ts";
import { loadSamples } from "./load-samples.ts";
import { renderText } from "./render-text.ts";
import { runWalkthrough } from "./run-walkthrough.ts";
import { createTextStyle } from "./text-style.ts";
import type { Show, WalkthroughStep } from "./walkthrough-step.ts";

type WalkthroughFlags = {
  file?: string;
  model: string[];
  config?: string;
  protocol?: ProtocolRevision;
  yes?: true;
  json?: true;
};

/** `pnpm dev`: three tools on both revisions, with everything that crosses. */
export function walkthroughCommand(signal: AbortSignal): Command {
  return new Command("walkthrough")
    .description("Run the three tools on both protocol revisions and show everything that crosses.")
    .option("--file <path>", "summarize your own document")
    .addOption(modelOption())
    .addOption(configOption())
    .addOption(new Option("--protocol <revision>", "run one revision only").choices(PROTOCOL_REVISIONS))
    .option("--yes", "do not wait for Enter on the way")
    .option("--json", "print one JSON object per step")
    .action(async (flags: WalkthroughFlags) => {
      const show = flags.json ? showJson : showText();
      try {
        await walk(flags, show, signal);
      } catch (error) {
        if (signal.aborted) return;
        show(toFailedStep(error));
        process.exitCode = 1;
      }
    });
}

async function walk(flags: WalkthroughFlags, show: Show, signal: AbortSignal): Promise<void> {
  const { env } = process;
  const here = personFolder(env);
  const samples = await loadSamples(flags.file, here);
  const models = await openModels(modelsFrom(flags.model, env), env, await loadConfig(flags.config, here));
  const isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true && !flags.yes && !flags.json;
  try {
    await runWalkthrough({
      revisions: flags.protocol === undefined ? PROTOCOL_REVISIONS : [flags.protocol],
      models,
      samples,
      env,
      show,
      pause: createPause(isInteractive, signal),
      signal,
    });
  } finally {
    await models.close();
  }
}

function showText(): Show {
  const style = createTextStyle(process.stdout.isTTY === true && !process.env.NO_COLOR, process.stdout.columns);
  return (step) => console.log(renderText(step, style).join("\n"));
}

const showJson: Show = (step) => console.log(JSON.stringify(step));

function toFailedStep(error: unknown): WalkthroughStep {
  if (!(error instanceof KitError)) return { step: "failed", code: "unexpected", message: String(error) };
  const { code, message } = error;
  return { step: "failed", code, message, fix: ERROR_CODES[code].fix };
}
