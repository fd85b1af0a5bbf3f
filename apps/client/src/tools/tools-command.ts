import { reportFailure, safeJson } from "@kit/terminal";
import { Command } from "commander";
import { createHostContext, type HostContext } from "../host/host-context.ts";
import { openHost } from "../host/open-host.ts";
import { addHostOptions, type HostFlags } from "../terminal/shared-options.ts";
import { renderTools, toolsAsData } from "./render-tools.ts";

type ToolsFlags = HostFlags & { json?: true };

/** `pnpm client tools`: your servers, and what their tools take. */
export function toolsCommand(env: NodeJS.ProcessEnv, signal: AbortSignal): Command {
  return addHostOptions(new Command("tools"))
    .description("List your servers, the protocol that each speaks, and their tools.")
    .option("--json", "print JSON")
    .action((flags: ToolsFlags) => {
      const context = createHostContext(env, signal);
      return reportFailure(flags.json === true, () => listTools(flags, context));
    });
}

async function listTools(flags: ToolsFlags, context: HostContext): Promise<void> {
  const host = await openHost(flags, context);
  try {
    console.log(flags.json ? safeJson(toolsAsData(host.hub)) : renderTools(host.hub));
  } finally {
    await host.close();
  }
}
