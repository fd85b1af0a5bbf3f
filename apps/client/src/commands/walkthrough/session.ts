import { dirname, join } from "node:path";
import {
  type ApprovalOptions,
  confirmFolder,
  describeEvent,
  type Ledger,
  openLedger,
  type Policy,
  type SamplingEvent,
} from "@kit/consent";
import { hearRequests } from "@kit/gateway";
import { KitError, type ProtocolRevision, type ToolResult } from "@kit/protocol";
import { type Exchange, type Lesson, UsageError } from "@kit/terminal";
import type { JsonRpcMessage, ServerSpec } from "@kit/transport";
import { type ConnectOptions, connect } from "../../connect.ts";
import { describeMessage } from "../../hop-log.ts";
import { type HostFlags, startTape } from "../../host.ts";
import { loadConfig, namedModels, type OpenModels, openModels } from "../../models.ts";
import { SPOKEN_REVISIONS } from "../../protocols.ts";
import { createSamplingHandler, type SamplingHandler } from "../../sampling-handler.ts";
import { kitServer, kitServers, loadServers } from "../../servers.ts";
import type { Settings } from "../../settings.ts";
import { loadSamples } from "./samples.ts";

export type Crossing = Exchange & { message: JsonRpcMessage };

/** Who answers the sampling requests of a call, and who is asked about them. */
export type Host = Pick<ApprovalOptions, "approver" | "approveAll"> & { models: OpenModels; policy: Policy };

/** A server that is open, and records what happens during its calls. */
export type Session = Awaited<ReturnType<typeof openSession>>;

/** One tool call, with all that happened meanwhile. */
export type Recording = Awaited<ReturnType<Session["call"]>>;

/** What every message repeats. */
const ENVELOPE = /_meta$|clientInfo$|serverInfo$/;

async function openSession(
  options: Pick<ConnectOptions, "server" | "revision" | "watchers"> & { signal: AbortSignal },
  { ledger, lesson }: { ledger: Ledger; lesson: Lesson },
) {
  let answer: SamplingHandler | undefined;
  const greeting: Crossing[] = [];
  let wire = greeting;
  const connection = await connect({
    ...options,
    async handler(params, context) {
      if (answer === undefined) throw new KitError("invalid_request", "No tool call is open.");
      return answer(params, context);
    },
    onTraffic({ direction, message, bytes }) {
      const [from, to] = direction === "sent" ? (["client", "server"] as const) : (["server", "client"] as const);
      const what = "error" in message ? `error ${message.error.code}` : describeMessage(message);
      const crossing = { from, to, what, bytes, message, folded: ENVELOPE };
      // That the tools are watched for changes belongs to the connection, whenever it is confirmed.
      (what.includes("subscriptions/") ? greeting : wire).push(crossing);
      lesson.cross(crossing);
    },
  });
  return {
    ...{ connection, server: options.server },
    /** What crossed while the connection was made. */
    greeting,

    /** Calls a tool; one at a time. */
    async call(tool: string, args: Record<string, unknown>, { models, ...consent }: Host) {
      const sampled: SamplingEvent[] = [];
      // What the client did, in order: its handler, each request to a model, each wait before the next.
      const answering: string[] = [];
      const observe = (event: SamplingEvent) => {
        sampled.push(event);
        answering.push(describeEvent(event));
      };
      wire = [];
      // A failure is shown with its reason: it need not be told beside that.
      answer = createSamplingHandler({ ...models, ...consent, ledger, observe, warn: () => undefined });
      const stop = hearRequests(models.gateway, models.destinations, (line) => answering.push(line));
      const startedAt = performance.now();
      const outcome: { result?: ToolResult; error?: KitError } = await connection
        .callTool(tool, args, { signal: options.signal })
        .then((result) => ({ result }))
        .catch((error: KitError) => ({ error }))
        .finally(stop);
      const milliseconds = performance.now() - startedAt;
      return { protocol: connection.revision, tool, wire, sampled, answering, milliseconds, ...outcome };
    },
  };
}

export type WalkFlags = Pick<HostFlags, "model" | "config" | "servers" | "tape"> & {
  file?: string;
  server?: string;
  protocol?: ProtocolRevision;
};

/** What the acts work with. */
export type Walk = Awaited<ReturnType<typeof openWalk>>;

/**
 * Opens what a walkthrough needs; a server's process starts when its session is first asked for.
 *
 * @throws {KitError} when a file, a server or a model cannot be used.
 */
export async function openWalk(flags: WalkFlags, settings: Settings, lesson: Lesson, signal: AbortSignal) {
  const { here, providers } = settings;
  // A policy of the user's takes no part, their servers only with --server.
  const confirmed = await confirmFolder({ policy: "", ...(!flags.server && { servers: "" }), ...flags }, here, signal);
  const server = await findServer(flags, settings, confirmed.servers);
  const samples = await loadSamples(flags.file, here);
  const config = await loadConfig(flags.config, here, confirmed.config);
  const models = await openModels(namedModels(flags.model, settings), providers, config);
  const ledger = await openLedger({ path: join(dirname(settings.ledger), "walkthrough.sqlite") });
  const watchers = await startTape(flags.tape, here);
  const sessions = new Map<string, Promise<Session>>();
  const open = (revision: ProtocolRevision | "auto") => {
    const session = sessions.get(revision) ?? openSession({ server, revision, signal, watchers }, { ledger, lesson });
    sessions.set(revision, session);
    return session;
  };
  const revisions = flags.protocol === undefined ? SPOKEN_REVISIONS : [flags.protocol];
  return {
    ...{ lesson, settings, samples, models, ledger, open, revisions },
    /** The kit's server on the oldest and on the newest revision. */
    oldest: () => open(revisions[0] ?? "auto"),
    newest: () => open(revisions.at(-1) ?? "auto"),
    async close() {
      await Promise.allSettled([...sessions.values()].map(async (session) => (await session).connection.close()));
      ledger.close();
      await models.close();
    },
  };
}

/** The server of `--server`, else the kit's own. */
async function findServer({ server, servers }: WalkFlags, settings: Settings, confirmed?: string): Promise<ServerSpec> {
  if (server === undefined) return kitServer(settings.variables);
  const entries = [...(await loadServers(servers, settings, confirmed)), ...kitServers(settings)];
  const entry = entries.find(({ name }) => name === server);
  if (entry !== undefined && !("error" in entry)) return entry;
  const names = [...new Set(entries.map(({ name }) => name))].join(", ");
  throw entry?.error ?? new UsageError(`You have no server ${server}. You have: ${names}.`);
}
