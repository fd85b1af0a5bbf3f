import type { Attributes, MetricOptions } from "@opentelemetry/api";
import { ERROR_KINDS } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { load } from "../shared/load.ts";
import {
  describeInput,
  describeOutput,
  describeReply,
  describeRequest,
  describeTarget,
  type TracedCall,
} from "./attributes.ts";

/** What is told to OpenTelemetry, if the program has set it up. */
export type TelemetrySettings = {
  /** Whether spans hold messages and answers. They then go wherever your spans go. Default: false. */
  readonly captureContent?: boolean | undefined;
};

/** What a call tells while it is on its way. */
export type CallSpan = {
  /** Does the work within the span, so that spans of the HTTP client are below it. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** A chunk has come. Only the first counts. */
  readonly seeChunk: () => void;
  /** Only the first end counts. */
  readonly end: (outcome: CompletionReply | GatewayError | "aborted" | "unexpected") => void;
};

type TelemetryApi = typeof import("@opentelemetry/api");

const SCOPE = "@kit/gateway";
const NO_SPAN: CallSpan = { run: (work) => work(), seeChunk: () => {}, end: () => {} };

/** Begins the span of a call, if the program has set OpenTelemetry up and the settings do not forbid it. */
export async function startCallSpan(
  call: TracedCall,
  settings: TelemetrySettings | false | undefined,
  isStream: boolean,
): Promise<CallSpan> {
  const api = await findApi(settings);
  if (!api) return NO_SPAN;
  const { context, SpanStatusCode, trace } = api;
  const withContent = settings !== false && settings?.captureContent === true;
  const target = describeTarget(call);
  const span = startSpan(api, "CLIENT", call, isStream ? { "gen_ai.request.stream": true } : {});
  if (withContent) span.setAttributes(describeInput(call.body));
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1000;
  let isOpen = true;
  let hasChunk = false;

  return {
    run: (work) => context.with(trace.setSpan(context.active(), span), work),
    seeChunk() {
      if (!hasChunk) span.setAttribute("gen_ai.response.time_to_first_chunk", secondsSoFar());
      hasChunk = true;
    },
    end(outcome) {
      if (!isOpen) return;
      isOpen = false;
      if (typeof outcome === "object" && !(outcome instanceof GatewayError)) {
        span.setAttributes({ ...describeReply(outcome), ...(withContent && describeOutput(outcome)) });
        recordAnswer(api, target, secondsSoFar(), outcome);
      } else {
        const kind = typeof outcome === "string" ? outcome : outcome.kind;
        // The message of the error may quote the provider: it is content.
        const message = kind === "unexpected" ? kind : ERROR_KINDS[kind].meaning;
        span.setAttribute("error.type", kind).setStatus({ code: SpanStatusCode.ERROR, message });
        histogram(api, DURATION).record(secondsSoFar(), { ...target, "error.type": kind });
      }
      span.end();
    },
  };
}

/** A span for an answer that was kept from before. It is internal, as no provider was asked. */
export async function recordCacheHit(call: TracedCall, settings: TelemetrySettings | false | undefined): Promise<void> {
  const api = await findApi(settings);
  if (api) startSpan(api, "INTERNAL", call, { "kit.gateway.cache_hit": true }).end();
}

function startSpan({ SpanKind, trace }: TelemetryApi, kind: "CLIENT" | "INTERNAL", call: TracedCall, more: Attributes) {
  const attributes = { ...describeRequest(call), ...more };
  return trace.getTracer(SCOPE).startSpan(`chat ${call.asked.model.name}`, { kind: SpanKind[kind], attributes });
}

/** Where version 1 of the API keeps what the program has registered. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

/** OpenTelemetry, if the program has set it up; otherwise it is not even loaded. */
function findApi(settings: TelemetrySettings | false | undefined): Promise<TelemetryApi> | undefined {
  return settings !== false && REGISTERED in globalThis ? load.telemetry() : undefined;
}

/** Metrics, with the bounds of their buckets as the conventions advise. */
type Metric = MetricOptions & { readonly name: string };
const DURATION: Metric = {
  name: "gen_ai.client.operation.duration",
  unit: "s",
  advice: {
    explicitBucketBoundaries: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
  },
};
const TOKENS: Metric = {
  name: "gen_ai.client.token.usage",
  unit: "{token}",
  advice: { explicitBucketBoundaries: Array.from({ length: 14 }, (_, index) => 4 ** index) },
};

/** Gives the one that is there already, if the program's meter has it. */
function histogram({ metrics }: TelemetryApi, { name, ...options }: Metric) {
  return metrics.getMeter(SCOPE).createHistogram(name, options);
}

function recordAnswer(api: TelemetryApi, target: Attributes, seconds: number, { model, kit }: CompletionReply): void {
  const attributes = { ...target, "gen_ai.response.model": model };
  histogram(api, DURATION).record(seconds, attributes);
  if (!kit.usage) return;
  const tokens = histogram(api, TOKENS);
  tokens.record(kit.usage.inputTokens, { ...attributes, "gen_ai.token.type": "input" });
  tokens.record(kit.usage.outputTokens, { ...attributes, "gen_ai.token.type": "output" });
}
