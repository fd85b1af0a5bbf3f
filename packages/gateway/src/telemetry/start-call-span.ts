import type { Call, CallContext } from "../call/call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import { ERROR_KINDS } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { describeInput, describeOutput } from "./describe-content.ts";
import { describeReply } from "./describe-reply.ts";
import { describeRequest, describeTarget } from "./describe-request.ts";
import { findTelemetryApi, type TelemetryApi } from "./find-api.ts";
import { NAMES, SCOPE } from "./names.ts";
import { recordMetrics } from "./record-metrics.ts";

/** What a call tells while it is on its way. */
export interface CallSpan {
  /** Does the work within the span, so that spans of the HTTP client are below it. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** A chunk has come. Only the first counts. */
  readonly seeChunk: () => void;
  /** Only the first end counts. */
  readonly end: (outcome: CompletionReply | GatewayError | "aborted" | "unexpected") => void;
}

const NO_SPAN: CallSpan = { run: (work) => work(), seeChunk: () => {}, end: () => {} };

/** Begins the span of a call, if the program has set OpenTelemetry up and the settings do not forbid it. */
export async function startCallSpan(call: Call, { telemetry }: CallContext, isStream: boolean): Promise<CallSpan> {
  const loading = telemetry === false ? undefined : findTelemetryApi();
  return loading
    ? begin(await loading, call, isStream, telemetry !== false && telemetry?.captureContent === true)
    : NO_SPAN;
}

function begin(api: TelemetryApi, call: Call, isStream: boolean, withContent: boolean): CallSpan {
  const { context, SpanKind, SpanStatusCode, trace } = api;
  const target = describeTarget(call);
  const attributes = { ...describeRequest(call), ...(isStream && { [NAMES.stream]: true }) };
  const name = `chat ${call.asked.model.name}`;
  const span = trace.getTracer(SCOPE).startSpan(name, { kind: SpanKind.CLIENT, attributes });
  if (withContent) span.setAttributes(describeInput(call.body));
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1000;
  let isOpen = true;
  let hasChunk = false;

  return {
    run: (work) => context.with(trace.setSpan(context.active(), span), work),
    seeChunk() {
      if (!hasChunk) span.setAttribute(NAMES.timeToFirstChunk, secondsSoFar());
      hasChunk = true;
    },
    end(outcome) {
      if (!isOpen) return;
      isOpen = false;
      if (typeof outcome === "object" && !(outcome instanceof GatewayError)) {
        span.setAttributes({ ...describeReply(outcome), ...(withContent && describeOutput(outcome)) });
        recordMetrics(api, target, secondsSoFar(), outcome);
      } else {
        const kind = typeof outcome === "string" ? outcome : outcome.kind;
        // The message of the error may quote the provider: it is content.
        const message = kind === "unexpected" ? kind : ERROR_KINDS[kind].meaning;
        span.setAttribute(NAMES.errorType, kind).setStatus({ code: SpanStatusCode.ERROR, message });
        recordMetrics(api, target, secondsSoFar(), kind);
      }
      span.end();
    },
  };
}
