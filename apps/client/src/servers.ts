import { createRequire } from "node:module";
import { KitError, type ListedTool, type ToolResult } from "@kit/protocol";
import { didYouMean, UsageError } from "@kit/terminal";
import {
  type CommandServer,
  readMcpJson,
  type ServerEntry,
  serverEnvironment,
  type Traffic,
  type Variables,
} from "@kit/transport";
import { type ConnectOptions, connect } from "./connect.ts";
import type { CallOptions, Connection } from "./connection.ts";
import type { SamplingHandler } from "./sampling-handler.ts";
import type { Settings } from "./settings.ts";

/** The kit's own server, under the name `kit`. Node runs its TypeScript as it stands. */
export function kitServer(variables: Variables): CommandServer {
  const entry = createRequire(import.meta.url).resolve("@kit/server/src/main.ts");
  return { name: "kit", command: process.execPath, args: [entry], env: serverEnvironment(variables) };
}

/** Where the user stands, and what their `mcp.json` may fill in. */
type Where = Pick<Settings, "here" | "variables">;

/** The servers of the user's `mcp.json`, as `readMcpJson` reads them. Without a file: the kit's own. */
export async function loadServers(file: string | undefined, { here, variables }: Where): Promise<ServerEntry[]> {
  return (await readMcpJson(file, here, variables)) ?? [kitServer(variables)];
}

/** How to open several servers: as one is opened, but for what is each one's own. */
export type OpenServersOptions = Omit<ConnectOptions, "server" | "handler" | "onTraffic" | "onStderr"> & {
  /**
   * Makes the handler of one connection, which ends when the signal aborts. Absent: the client does not declare that it
   * can sample.
   */
  createHandler?: (closed: AbortSignal) => SamplingHandler;
  /** Sees every message that crosses, with the name of its server. Default: nobody does. */
  onTraffic?: (server: string, traffic: Traffic) => void;
  /** Sees what a server process writes to stderr. Default: an error quotes the end of it. */
  onStderr?: (server: string, text: string) => void;
};

/**
 * Opens servers side by side. One that cannot be opened is among the hub's failures, and the others work.
 *
 * @throws {KitError} "cancelled" when the signal aborts: then none stays open.
 */
export async function openServers(entries: readonly ServerEntry[], options: OpenServersOptions): Promise<Hub> {
  const opened = await Promise.allSettled(entries.map((entry) => open(entry, options)));
  const connections = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failures = opened.flatMap((one, index) =>
    one.status === "rejected" ? [{ name: entries[index]?.name ?? "", error: toKitError(one.reason) }] : [],
  );
  const hub = createHub(connections, failures);
  if (options.signal?.aborted) {
    await hub.close();
    throw new KitError("cancelled", "Connecting to the servers was cancelled.");
  }
  return hub;
}

async function open(
  entry: ServerEntry,
  { createHandler, onTraffic, onStderr, ...options }: OpenServersOptions,
): Promise<Connection> {
  if ("error" in entry) throw entry.error;
  const closed = new AbortController();
  const connection = await connect({
    ...options,
    server: entry,
    ...(createHandler && { handler: createHandler(closed.signal) }),
    ...(onTraffic && { onTraffic: (traffic) => onTraffic(entry.name, traffic) }),
    ...(onStderr && { onStderr: (text) => onStderr(entry.name, text) }),
  });
  const close = () => closed.abort();
  connection.closed.addEventListener("abort", close, { once: true });
  if (connection.closed.aborted) close();
  return connection;
}

function toKitError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  return new KitError("server_not_started", error instanceof Error ? error.message : String(error), { cause: error });
}

/** A tool of one of several servers. */
export type HubTool = ListedTool & {
  /** The name of its server, as the user configured it. */
  server: string;
  /** `server/tool`: no two tools of a hub share it. */
  qualifiedName: string;
};

/** Several servers that are open side by side. */
export type Hub = {
  connections: readonly Connection[];
  /** The servers that could not be opened, and why. */
  failures: readonly { name: string; error: KitError }[];
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
function createHub(connections: readonly Connection[], failures: Hub["failures"]): Hub {
  const tools = connections.flatMap(({ identity: { name: server }, tools: own }) =>
    own.map((tool) => ({ ...tool, server, qualifiedName: `${server}/${tool.name}` })),
  );
  return {
    connections,
    failures,
    tools,
    find: (name) => findTool(name, tools),
    async call(name, args, options) {
      const tool = findTool(name, tools);
      const connection = connections.find(({ identity }) => identity.name === tool.server);
      if (connection === undefined) throw new Error(`There is no server ${tool.server}.`);
      return connection.callTool(tool.name, args, options);
    },
    close: async () => void (await Promise.all(connections.map((connection) => connection.close()))),
  };
}

function findTool(name: string, tools: readonly HubTool[]): HubTool {
  const unknown = (message: string) =>
    new UsageError(message, { code: "unknown_tool", fix: "pnpm client tools lists them, with what each takes." });
  const names = (some: readonly HubTool[]) => some.map(({ qualifiedName }) => qualifiedName).join(", ");
  const found = tools.filter((tool) => tool.name === name || tool.qualifiedName === name);
  const [first, ...others] = found;
  const tool = others.length === 0 ? first : found.find(({ qualifiedName }) => qualifiedName === name);
  if (tool !== undefined) return tool;
  if (first !== undefined) {
    throw unknown(`Several servers have a tool ${name}. Name one of ${names(found)}.`);
  }
  const near = didYouMean(
    name,
    tools.flatMap((one) => [one.name, one.qualifiedName]),
  );
  throw unknown(`There is no tool ${name}.${near || ` There are: ${names(tools) || "none"}.`}`);
}
