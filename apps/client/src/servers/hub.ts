import { KitError } from "@kit/protocol";
import { closestMatch } from "leven";
import type { CallOptions, Connection, ListedTool, ToolResult } from "../connection.ts";

/** A tool of one of several servers. */
export type HubTool = ListedTool & {
  /** The name of its server, as the person configured it. */
  server: string;
  /** `server/tool`: no two tools of a hub share it. */
  qualifiedName: string;
};

/** A server that could not be opened, and why. */
export type HubFailure = { name: string; error: KitError };

/** Several servers that are open side by side. */
export type Hub = {
  connections: readonly Connection[];
  failures: readonly HubFailure[];
  tools: readonly HubTool[];
  /**
   * Finds a tool by `server/tool`, or by its own name when no other server has one of that name.
   *
   * @throws {KitError} "unknown_tool" naming what is near, or what it could be.
   */
  find(name: string): HubTool;
  /**
   * Calls a tool on its server, and on no other.
   *
   * @param name As for `find`.
   * @throws {KitError} with the code of whatever went wrong, on either side of the wire.
   */
  call(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolResult>;
  /** Closes every connection and ends every process. */
  close(): Promise<void>;
};

/** Puts connections together. */
export function createHub(connections: readonly Connection[], failures: readonly HubFailure[]): Hub {
  const byTool = new Map<string, Connection>();
  const tools = connections.flatMap((connection) =>
    connection.tools.map((tool) => {
      const server = connection.identity.name;
      const qualifiedName = `${server}/${tool.name}`;
      byTool.set(qualifiedName, connection);
      return { ...tool, server, qualifiedName };
    }),
  );
  const find = (name: string) => findTool(name, tools);
  return {
    connections,
    failures,
    tools,
    find,
    async call(name, args, options) {
      const tool = find(name);
      const connection = byTool.get(tool.qualifiedName);
      if (connection === undefined) throw new Error(`No connection for ${tool.qualifiedName}.`);
      return connection.callTool(tool.name, args, options);
    },
    close: async () => void (await Promise.all(connections.map((connection) => connection.close()))),
  };
}

function findTool(name: string, tools: readonly HubTool[]): HubTool {
  const qualified = tools.find((tool) => tool.qualifiedName === name);
  if (qualified !== undefined) return qualified;
  const [first, ...others] = tools.filter((tool) => tool.name === name);
  if (first === undefined) throw unknownTool(name, tools);
  if (others.length === 0) return first;
  const candidates = [first, ...others].map(({ qualifiedName }) => qualifiedName).join(", ");
  throw new KitError("unknown_tool", `Several servers have a tool ${name}. Name one of ${candidates}.`);
}

function unknownTool(name: string, tools: readonly HubTool[]): KitError {
  const names = tools.flatMap((tool) => [tool.name, tool.qualifiedName]);
  const near = closestMatch(name, names, { maxDistance: Math.ceil(name.length / 3) });
  const all = tools.map(({ qualifiedName }) => qualifiedName).join(", ") || "none";
  const hint = near === undefined ? `There are: ${all}` : `Did you mean ${near}?`;
  return new KitError("unknown_tool", `There is no tool ${name}. ${hint}`);
}
