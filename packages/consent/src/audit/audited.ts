import { inspect } from "node:util";
import { isRecord, KitError, type SamplingRequest, trace } from "@kit/protocol";
import { describeCauses, oneLine, untilAborted } from "@kit/terminal";
import { describeUsage, durationText, sumUsage, type Usage } from "../format.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { type Decision, type Origin, type ReviewedAnswer, toolNames, toolsOf } from "../stages.ts";
import { AuditRecord, type SamplingEvent, type SamplingObserver } from "./audit-record.ts";

export type RequestContext = {
  origin: Origin;
  /** Aborts when the server cancels or the connection closes. */
  signal: AbortSignal;
  /** Sees what happens to the request, beside the observer of all. Default: nobody does. */
  observe?: SamplingObserver | undefined;
};

export type AuditOptions = {
  ledger: Ledger;
  observe?: SamplingObserver | undefined;
  /** Writes to the client's log. Default: stderr. */
  warn?: ((message: string) => void) | undefined;
  /** How long a model may take for one request, in milliseconds. Default: two minutes. */
  timeoutMs?: number | undefined;
  /** The error that may cross the wire in the place of one that may not, with that one as its cause. */
  toSafeError: (error: unknown) => KitError;
  /** Whether a provider that answered with this error does not bill the request. */
  isUnbilled: (error: unknown) => boolean;
};

const DEFAULT_MODEL_TIMEOUT_MS = 120_000;

/**
 * Answers sampling requests with a function, and keeps the books on each: tells observers, ends it as soon as nobody
 * wants it any more, writes it into the ledger, and logs what it throws with its cause.
 *
 * @throws {KitError} "cancelled", "ledger_unusable", or what the function throws, if that is safe to show.
 */
export function audited(
  options: AuditOptions,
  answer: (params: unknown, context: RequestContext, record: AuditRecord) => Promise<ReviewedAnswer>,
) {
  const { ledger, warn = console.error, toSafeError, isUnbilled } = options;
  const { timeoutMs = DEFAULT_MODEL_TIMEOUT_MS } = options;
  let requests = 0;
  let lastWords = "";

  return (params: unknown, context: RequestContext): Promise<ReviewedAnswer> => {
    const meta = isRecord(params) ? params._meta : undefined;
    const work = { method: "sampling/createMessage", kind: "server" as const, meta, within: context.origin.calls };
    return trace.run(work, () => answerAudited(params, context));
  };

  async function answerAudited(params: unknown, context: RequestContext): Promise<ReviewedAnswer> {
    const { origin, signal } = context;
    const observe: SamplingObserver = (event) => {
      options.observe?.(event);
      context.observe?.(event);
    };
    const id = ++requests;
    const record = new AuditRecord({ id, origin, signal, ledger, observe, timeoutMs });

    observe({ id, type: "requested", request: params as SamplingRequest, origin });
    try {
      const result = await untilAborted(signal, () => answer(params, context, record));
      record.close({ result });
      observe({ id, type: "replied", result });
      return result;
    } catch (thrown) {
      let error = explain(thrown, context);
      try {
        record.close({ error, isUnbilled: isUnbilled(thrown), reason: reasonOf(error) });
      } catch (unwritten) {
        if (error.code !== "ledger_unusable") error = explain(unwritten, context);
      }
      observe({ id, type: "failed", error });
      throw error;
    }
  }

  /** The error that may cross the wire. What it must not say is in the log, once for all the requests of a call. */
  function explain(thrown: unknown, { origin, signal }: RequestContext): KitError {
    if (signal.aborted && thrown === signal.reason) {
      return new KitError("cancelled", "The sampling request was cancelled.");
    }
    const error = toSafeError(thrown);
    // What waits for its minute may be asked again meanwhile: the user learns why nothing happens.
    const reason = reasonOf(error) ?? (error.code === "limit_reached" && error.isRetryable ? error.message : undefined);
    if (reason === undefined) return error;
    const words = `A sampling request of ${origin.server} for ${toolNames(origin)} failed (${error.code}): ${reason}`;
    const wordsOfCall = `${origin.calls.map(({ id }) => id)} ${words}`;
    // A stack has lines; what a server or a provider says has none.
    if (wordsOfCall !== lastWords) warn(words.split("\n    at ").map(oneLine).join("\n    at "));
    lastWords = wordsOfCall;
    // Whoever shows the error later need not say it again.
    describeCauses(error);
    return error;
  }
}

/** Why it failed, as only this client may know. An error without a code is a fault of the program: its stack says where. */
function reasonOf({ code, cause }: KitError): string | undefined {
  if (cause === undefined) return undefined;
  return code !== "sampling_failed" && cause instanceof Error ? cause.message : inspect(cause);
}

export function describeEvent(event: SamplingEvent): string {
  switch (event.type) {
    case "requested":
      return `asked by ${event.origin.server} for ${toolNames(event.origin) || "no call"}`;
    case "model-chosen":
      return `chooses ${event.model}: ${event.reason}`;
    case "decided":
      return `decided: ${event.decision}`;
    case "generated":
      return `${describeUsage(event)} · ${durationText(event.latencyMs)}`;
    case "replied":
      return `answered, stopReason ${event.result.stopReason ?? "none"}`;
    case "failed":
      return `failed (${event.error.code}): ${event.error.message}`;
  }
}

/** How a sampling request of a server ended, in a call of one of these tools. */
export type Sampled = {
  server: string;
  tools: readonly string[];
  model?: string;
  decision: Decision;
  error?: { code: string; message: string };
} & Usage;

export function watchSampling(tell: (sampled: Sampled) => void): SamplingObserver {
  const open = new Map<number, Sampled>();
  return ({ id, ...event }) => {
    if (event.type === "requested") {
      open.set(id, { server: event.origin.server, tools: toolsOf(event.origin), decision: "none" });
    }
    const sampled = open.get(id);
    if (sampled === undefined) return;
    if (event.type === "model-chosen") sampled.model = event.model;
    if (event.type === "decided") sampled.decision = event.decision;
    if (event.type === "generated") Object.assign(sampled, sumUsage([event]));
    if (event.type === "failed") sampled.error = { code: event.error.code, message: event.error.message };
    if (event.type !== "replied" && event.type !== "failed") return;
    open.delete(id);
    tell(sampled);
  };
}

/** What servers have asked the models for in a call: a line for each kind of outcome. */
export function describeSampled(sampled: readonly Sampled[]): string[] {
  const groups = Map.groupBy(sampled, ({ server, tools, model, decision, error }) =>
    JSON.stringify([server, tools, model, decision, error?.message]),
  );
  return [...groups.values()].map((group) => {
    const [{ model = "no model", decision, error } = {}] = group;
    const times = group.length === 1 ? "" : ` (${group.length} requests)`;
    const outcome = error === undefined ? describeUsage(sumUsage(group)) : `${error.code}, ${error.message}`;
    return oneLine(`${model}, ${decision}${times}: ${outcome}`);
  });
}
