import { fieldPath } from "./field-path.ts";
import type { PolicyFile, Rule } from "./policy-schema.ts";

/** A rule of the file, and the path under which it stands there. */
export type RuleLayer = { path: string; rule: Rule };

const ANY = "*";

/**
 * The rules that hold for a tool of a server, from the most general to the most specific: `defaults`, any server, any
 * tool of any server, that tool of any server, and the same three for the server itself.
 *
 * @param tool Absent for a request outside of any tool call, for which the rules of `*` stand.
 */
export function ruleLayers(
  { defaults, servers = {} }: PolicyFile,
  server: string,
  tool: string | undefined,
): RuleLayer[] {
  const layers: RuleLayer[] = [];
  const add = (rule: Rule | undefined, ...path: string[]) => {
    if (rule !== undefined) layers.push({ path: fieldPath(path), rule });
  };
  add(defaults, "defaults");
  for (const name of withAny(server)) {
    const entry = own(servers, name);
    if (entry === undefined) continue;
    const { tools = {}, ...rule } = entry;
    add(rule, "servers", name);
    for (const toolName of withAny(tool)) add(own(tools, toolName), "servers", name, "tools", toolName);
  }
  return layers;
}

function withAny(name: string | undefined): string[] {
  return name === undefined || name === ANY ? [ANY] : [ANY, name];
}

/** Names come from servers: one that every object inherits, such as `constructor`, is no entry. */
function own<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
