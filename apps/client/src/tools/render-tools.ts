import { oneLine, renderColumns, toFailure } from "@kit/terminal";
import { type ToolField, toolFields } from "../call/tool-fields.ts";
import type { Connection } from "../connection.ts";
import type { Hub, HubTool } from "../servers.ts";

const INDENT = "    ";

/** The servers and their tools as JSON has them. */
export function toolsAsData({ connections, tools, failures }: Hub) {
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

/** The servers and their tools as lines. What a server says is its claim: nothing in it can move the cursor. */
export function renderTools({ connections, tools }: Hub): string {
  return connections
    .flatMap((connection) => [
      renderServer(connection),
      ...tools.filter((tool) => tool.server === connection.identity.name).flatMap(renderTool),
    ])
    .join("\n");
}

function renderServer({ identity, revision, server }: Connection): string {
  return oneLine(`${identity.name}: speaks ${revision}, calls itself ${server.name} ${server.version}`);
}

function renderTool(tool: HubTool): string[] {
  const rows = toolFields(tool).map((field) => [`${INDENT}${field.flag}`, takes(field), about(field)]);
  return [
    "",
    `  ${oneLine(tool.qualifiedName)}`,
    `${INDENT}${flat(tool.description ?? tool.title ?? "")}`,
    ...renderColumns(rows),
    "",
  ];
}

function takes({ kind, choices, item }: ToolField): string {
  if (choices !== undefined) return choices.join("|");
  return kind === "array" ? `${item?.choices?.join("|") ?? item?.kind ?? "json"}, repeated` : kind;
}

function about({ isRequired, description, defaultValue }: ToolField): string {
  const standard = defaultValue === undefined ? "" : `Default: ${JSON.stringify(defaultValue)}.`;
  return [isRequired ? "Required." : "", flat(description), standard].filter((part) => part !== "").join(" ");
}

function flat(text: string): string {
  return oneLine(text.replace(/\s+/g, " ").trim());
}
