import { subscribe, unsubscribe } from "node:diagnostics_channel";
import {
  type ApprovalOptions,
  describeEvent,
  durationText,
  type Ledger,
  type Policy,
  type SamplingEvent,
} from "@kit/consent";
import { KitError, type ProtocolRevision, type ToolResult } from "@kit/protocol";
import type { Exchange, Lesson } from "@kit/terminal";
import type { JsonRpcMessage, ServerSpec } from "@kit/transport";
import { connect } from "../../connect.ts";
import { describeMessage } from "../../hop-log.ts";
import type { OpenModels } from "../../models.ts";
import { createSamplingHandler, type SamplingHandler } from "../../sampling-handler.ts";

export type Crossing = Exchange & { message: JsonRpcMessage };

/** One tool call, with all that happened meanwhile. */
export type Recording = {
  protocol: ProtocolRevision;
  tool: string;
  wire: readonly Crossing[];
  sampled: readonly SamplingEvent[];
  /** What the client did to answer, in order: its handler, each request to a model, each wait before the next. */
  answering: readonly string[];
  milliseconds: number;
  result?: ToolResult;
  error?: KitError;
};

/** Who answers the sampling requests of a call, and who is asked about them. */
export type Host = Pick<ApprovalOptions, "approver" | "approveAll"> & { models: OpenModels; policy: Policy };

/** A server that is open, and records what happens during its calls. */
export type Session = Awaited<ReturnType<typeof openSession>>;

/** What every message repeats. */
const ENVELOPE = /_meta$|clientInfo$|serverInfo$/;

/** @throws {KitError} when the server cannot be opened. */
export async function openSession(
  options: { server: ServerSpec; revision: ProtocolRevision | "auto"; signal: AbortSignal },
  { ledger, lesson }: { ledger: Ledger; lesson: Lesson },
) {
  let answer: SamplingHandler | undefined;
  let wire: Crossing[] = [];
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
      wire.push(crossing);
      lesson.cross(crossing);
    },
  });
  return {
    ...{ connection, server: options.server },
    /** What crossed while the connection was made. */
    greeting: wire,

    /** Calls a tool; one at a time. */
    async call(tool: string, args: Record<string, unknown>, { models, ...consent }: Host): Promise<Recording> {
      const sampled: SamplingEvent[] = [];
      const answering: string[] = [];
      const observe = (event: SamplingEvent) => {
        sampled.push(event);
        answering.push(describeEvent(event));
      };
      wire = [];
      // A failure is shown with its reason: it need not be told beside that.
      answer = createSamplingHandler({ ...models, ...consent, ledger, observe, warn: () => undefined });
      const stop = listen(models, (line) => answering.push(line));
      const startedAt = performance.now();
      const outcome: Pick<Recording, "result" | "error"> = await connection
        .callTool(tool, args, { signal: options.signal })
        .then((result) => ({ result }))
        .catch((error: unknown) => {
          if (error instanceof KitError) return { error };
          throw error;
        })
        .finally(stop);
      const milliseconds = performance.now() - startedAt;
      return { protocol: connection.revision, tool, wire, sampled, answering, milliseconds, ...outcome };
    },
  };
}

const ANSWERED = "undici:request:headers";
type Answered = { request: { origin: string; path: string }; response: { statusCode: number; headers: Buffer[] } };

/** Tells how each request to a model is answered, as Node's HTTP client sees it, and when the router waits. */
function listen({ gateway, destinations }: OpenModels, tell: (line: string) => void): () => void {
  const hear = (message: unknown) => {
    const { request, response } = message as Answered;
    const { host } = new URL(request.origin);
    if (!destinations.some((destination) => destination.host === host)) return;
    const [, seconds] = /(?:^|\n)retry-after\n(.+)/i.exec(response.headers.join("\n")) ?? [];
    const wait = seconds === undefined ? "" : `, Retry-After: ${seconds}`;
    tell(`POST ${host}${request.path}: status ${response.statusCode}${wait}`);
  };
  subscribe(ANSWERED, hear);
  const off = gateway.on("retry", ({ delayMs }) =>
    tell(`the gateway waits ${durationText(delayMs)}, then tries again`),
  );
  return () => {
    unsubscribe(ANSWERED, hear);
    off();
  };
}
