import { globSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { KitError, type ListedTool, type ToolResult } from "@kit/protocol";
import { didYouMean, UsageError } from "@kit/terminal";
import {
  type CommandServer,
  type OpenAllOptions,
  openAll,
  readMcpJson,
  type ServerEntry,
  type ServerSpec,
  serverEnvironment,
  type Variables,
} from "@kit/transport";
import { type ConnectOptions, connect } from "./connect.ts";
import type { CallOptions, Connection } from "./connection.ts";
import type { SamplingHandler } from "./sampling-handler.ts";
import type { Settings } from "./settings.ts";

/** Where the kit has its apps. */
const APPS = resolve(createRequire(import.meta.url).resolve("@kit/server/src/main.ts"), "../../..");

/** A server of the kit: its own, under the name `kit`, or one that its user made. Node runs TypeScript as it stands. */
export function kitServer(variables: Variables, app = "server"): CommandServer {
  const [name, main] = [app === "server" ? "kit" : app, resolve(APPS, app, "src/main.ts")];
  return { name, command: process.execPath, args: [main], env: serverEnvironment(variables, /^OTEL_/) };
}

/** The kit's own server and, for who stands in the kit, those that were made there: code of the kit, as this client is. */
export function kitServers({ here, variables }: Where): CommandServer[] {
  const isServer = (manifest: string) => /"role": *"server"/.test(readFileSync(resolve(APPS, manifest), "utf8"));
  const made = realpathSync(here) === dirname(APPS) ? globSync("*/kit.json", { cwd: APPS }).filter(isServer) : [];
  return [...new Set(["server", ...made.map(dirname)])].map((app) => kitServer(variables, app));
}

/** Where the user stands, and what their `mcp.json` may fill in. */
type Where = Pick<Settings, "here" | "variables">;

/**
 * The servers of the file that the user named, else of the `mcp.json` that they have confirmed, as `readMcpJson` reads
 * them. Without either: the kit's.
 */
export async function loadServers(file: string | undefined, where: Where, confirmed?: string): Promise<ServerEntry[]> {
  if (file === undefined && confirmed === undefined) return kitServers(where);
  return readMcpJson(resolve(where.here, file ?? "mcp.json"), where.variables, confirmed);
}

/** How to open several servers: as one is opened, but for what is each one's own. */
export type OpenServersOptions = OpenAllOptions &
  Omit<ConnectOptions, "server" | "handler" | "onTraffic" | "onStderr"> & {
    /**
     * Makes the handler of one connection, which ends when the signal aborts. Absent: the client does not declare that it
     * can sample.
     */
    createHandler?: (closed: AbortSignal) => SamplingHandler;
  };

/**
 * Opens servers side by side. One that cannot be opened is among the hub's failures, and the others work.
 *
 * @throws {KitError} "cancelled" when the signal aborts: then none stays open.
 */
export async function openServers(
  entries: readonly ServerEntry[],
  { tool, tell, createHandler, ...options }: OpenServersOptions,
): Promise<Hub> {
  async function open(server: ServerSpec, limits: Pick<ConnectOptions, "handshakeTimeoutMs">): Promise<Connection> {
    const closed = new AbortController();
    const connection = await connect({
      ...{ ...limits, ...options, server },
      ...(createHandler && { handler: createHandler(closed.signal) }),
    });
    const close = () => closed.abort();
    connection.closed.addEventListener("abort", close, { once: true });
    if (connection.closed.aborted) close();
    return connection;
  }
  const { connections, failures } = await openAll(entries, open, { tool, tell });
  const hub = createHub(connections, failures);
  if (options.signal?.aborted) {
    await hub.close();
    throw new KitError("cancelled", "Connecting to the servers was cancelled.");
  }
  return hub;
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
  /** The tools of all servers, as they are now. */
  readonly tools: readonly HubTool[];
  /**
   * Finds a tool by `server/tool`, or by its own name when no other server has one of that name.
   *
   * @throws {KitError} "unknown_tool" naming what is near, or what it could be.
   */
  find(name: string): HubTool;
  /**
   * Calls a tool on its server, and on no other.
   *
   * @param tool One of the hub's, or its name as for `find`.
   * @throws {KitError} with the code of whatever went wrong, on either side of the wire.
   */
  call(tool: HubTool | string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolResult>;
  /** Closes every connection and ends every process. */
  close(): Promise<void>;
};

/** Puts connections together. */
function createHub(connections: readonly Connection[], failures: Hub["failures"]): Hub {
  // A name does not say it: `a/b` and `a` may both have an `a/b/delete`.
  const owners = new WeakMap<HubTool, Connection>();
  const list = (connection: Connection) =>
    connection.tools.map((tool) => {
      const { name: server } = connection.identity;
      const listed = { ...tool, server, qualifiedName: `${server}/${tool.name}` };
      owners.set(listed, connection);
      return listed;
    });
  const hub: Hub = {
    connections,
    failures,
    get tools() {
      return connections.flatMap(list);
    },
    find: (name) => findTool(name, hub.tools),
    async call(named, args, options) {
      const tool = typeof named === "string" ? hub.find(named) : named;
      const connection = owners.get(tool);
      if (connection === undefined) throw new Error(`There is no server ${tool.server}.`);
      return connection.callTool(tool.name, args, options);
    },
    close: async () => void (await Promise.all(connections.map((connection) => connection.close()))),
  };
  return hub;
}

function findTool(name: string, tools: readonly HubTool[]): HubTool {
  const unknown = (message: string) =>
    new UsageError(message, { code: "unknown_tool", fix: "pnpm client tools lists them, with what each takes." });
  const names = (some: readonly HubTool[]) => some.map(({ qualifiedName }) => qualifiedName).join(", ");
  const found = tools.filter((tool) => tool.name === name || tool.qualifiedName === name);
  const exact = found.filter(({ qualifiedName }) => qualifiedName === name);
  const [tool, ...others] = exact.length > 0 ? exact : found;
  if (tool !== undefined && others.length === 0) return tool;
  const servers = exact.map(({ server }) => server).join(" and ");
  if (exact.length > 0) throw unknown(`The servers ${servers} both have a tool ${name}. Give one another name.`);
  if (tool !== undefined) throw unknown(`Several servers have a tool ${name}. Name one of ${names(found)}.`);
  const known = tools.flatMap((one) => [one.name, one.qualifiedName]);
  throw unknown(`There is no tool ${name}.${didYouMean(name, known) || ` There are: ${names(tools) || "none"}.`}`);
}
