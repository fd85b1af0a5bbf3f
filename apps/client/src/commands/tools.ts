import {
  describeSchemaFlag,
  flatText,
  type Interrupts,
  oneLine,
  renderColumns,
  reportFailure,
  safeJson,
  schemaFlags,
  toFailure,
} from "@kit/terminal";
import { Command } from "commander";
import { addHostOptions, createHostContext, type HostFlags, withHost } from "../host.ts";
import { OFFLINE_MODEL } from "../models.ts";
import type { Hub, HubTool } from "../servers.ts";
import type { Settings } from "../settings.ts";

const FLAGS = ["servers", "config", "policy", "protocol", "verbose", "tape"] as const;
type ToolsFlags = Pick<HostFlags, (typeof FLAGS)[number]> & { json?: true };

const INDENT = "    ";

/** `pnpm client tools`: your servers, and what their tools take. */
export function toolsCommand(settings: Settings, { signal }: Interrupts): Command {
  return addHostOptions(new Command("tools"), FLAGS)
    .description("List your servers, the protocol that each speaks, and their tools.")
    .option("--json", "print JSON")
    .action((flags: ToolsFlags) =>
      reportFailure(flags.json === true, () =>
        withHost({ ...flags, model: [OFFLINE_MODEL] }, createHostContext(settings, signal), async ({ hub }) =>
          console.log(flags.json ? safeJson(toData(hub)) : render(hub, process.stdout.columns)),
        ),
      ),
    );
}

function toData({ connections, tools, failures }: Hub) {
  return {
    servers: connections.map(({ identity, revision, server }) => ({
      ...identity,
      protocol: revision,
      claims: server,
      tools: tools.filter((tool) => tool.server === identity.name),
    })),
    failures: failures.map(({ name, error }) => ({ name, ...toFailure(error) })),
  };
}

function render({ connections, tools }: Hub, width: number | undefined): string {
  const blocks = connections.flatMap(({ identity, revision, server }) => [
    [oneLine(`${identity.name}: speaks ${revision}, calls itself ${server.name} ${server.version}`)],
    ...tools.filter((tool) => tool.server === identity.name).map((tool) => renderTool(tool, width)),
  ]);
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

function renderTool({ qualifiedName, description, title, inputSchema }: HubTool, width: number | undefined): string[] {
  const flags = schemaFlags(inputSchema).map(describeSchemaFlag);
  const rows = flags.map(([flag = "", ...about]) => [INDENT + flag, ...about]);
  return [
    `  ${oneLine(qualifiedName)}`,
    ...renderColumns([[INDENT + flatText(description ?? title ?? "")]], { width }),
    ...renderColumns(rows, { width }),
  ];
}
