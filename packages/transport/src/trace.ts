import { type Trace, trace } from "@kit/protocol";
import type { Attributes, Context } from "@opentelemetry/api";

const SCOPE = "@kit/transport";
/** How long the end of the process waits for its last spans to be taken, in milliseconds. */
const EXPORT_MS = 1_000;

/** The bounds that the conventions advise. */
const SECONDS = {
  unit: "s",
  advice: { explicitBucketBoundaries: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300] },
};

/**
 * Sends the spans and metrics of this process to `OTEL_EXPORTER_OTLP_ENDPOINT`, as OTLP over HTTP. What goes wrong with
 * that is one line on stderr, and nothing else.
 *
 * @param service The name of this process, unless `OTEL_SERVICE_NAME` says another.
 */
export async function startTrace(service: string): Promise<void> {
  let hasComplained = false;
  const complain = (error: unknown) => {
    const { message, code } = Object(error);
    if (!hasComplained) console.error(`The trace is not complete: ${String(message || code).split("\n")[0]}`);
    hasComplained = true;
  };
  try {
    // Loaded here only: who does not trace does not wait for them.
    const api = await import("@opentelemetry/api");
    const { AsyncLocalStorageContextManager } = await import("@opentelemetry/context-async-hooks");
    const { setGlobalErrorHandler, W3CTraceContextPropagator } = await import("@opentelemetry/core");
    const { OTLPMetricExporter } = await import("@opentelemetry/exporter-metrics-otlp-http");
    const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
    const { defaultResource, resourceFromAttributes } = await import("@opentelemetry/resources");
    const { MeterProvider, PeriodicExportingMetricReader } = await import("@opentelemetry/sdk-metrics");
    const { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } = await import("@opentelemetry/sdk-trace");

    const name = resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME || service });
    const resource = defaultResource().merge(name);
    const timeoutMillis = Number(process.env.OTEL_EXPORTER_OTLP_TIMEOUT) || EXPORT_MS;
    const exporter = new OTLPTraceExporter({ timeoutMillis });
    const spanProcessors = [new BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_MS })];
    // Whoever calls may name its span, but not decide that nothing is recorded.
    const spans = new TracerProvider({ resource, sampler: new AlwaysOnSampler(), spanProcessors });
    const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ timeoutMillis }) });
    const metrics = new MeterProvider({ resource, readers: [reader] });
    api.trace.setGlobalTracerProvider(spans);
    api.metrics.setGlobalMeterProvider(metrics);
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    api.propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    setGlobalErrorHandler(complain);
    process.once("beforeExit", () => {
      for (const provider of [spans, metrics]) provider.forceFlush().catch(complain);
    });
    Object.assign(trace, createTrace(api));
  } catch (error) {
    complain(error);
  }
}

/** Puts each piece of work where it belongs in the trace, and ends its span with what came of it. */
function createTrace({ context, metrics, propagation, trace, ...api }: typeof import("@opentelemetry/api")): Trace {
  const KINDS = { client: api.SpanKind.CLIENT, server: api.SpanKind.SERVER, internal: api.SpanKind.INTERNAL };
  /** The span of each tool call that is open. */
  const calls = new WeakMap<object, Context>();

  /**
   * A server is told of a span by its client, and goes on there. A client knows which calls are open, and believes what
   * a server says of a span only if that is in the trace of one of them.
   */
  function parentOf({ meta, within }: Parameters<Trace["run"]>[0]): Context {
    const active = context.active();
    const told = propagation.extract(active, Object(meta));
    if (within === undefined) return told;
    const open = within.flatMap((call) => calls.get(call) ?? []);
    const traceOf = (one: Context) => trace.getSpanContext(one)?.traceId;
    if (told !== active && open.some((call) => traceOf(call) === traceOf(told))) return told;
    return (open.length === 1 ? open[0] : undefined) ?? active;
  }

  return {
    async run(work, run) {
      const { method, tool, revision, kind = "internal", call } = work;
      const attributes: Attributes = {
        ...(kind !== "internal" && { "mcp.method.name": method, "mcp.protocol.version": revision }),
        ...(tool !== undefined && { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool }),
      };
      const name = tool === undefined ? method : `${method} ${tool}`;
      const startedAt = performance.now();
      const parent = parentOf(work);
      const span = trace.getTracer(SCOPE).startSpan(name, { attributes, kind: KINDS[kind] }, parent);
      const own = trace.setSpan(parent, span);
      if (call !== undefined) calls.set(call, own);
      try {
        return await context.with(own, () => run((told) => span.setAttributes(told)));
      } catch (error) {
        // What an error says may quote a prompt: only its code is told.
        attributes["error.type"] = String(Object(error).code ?? Object(error).name);
        span.setAttributes(attributes).setStatus({ code: api.SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
        const durations = metrics.getMeter(SCOPE).createHistogram(`mcp.${kind}.operation.duration`, SECONDS);
        if (kind !== "internal") durations.record((performance.now() - startedAt) / 1_000, attributes);
      }
    },
    meta() {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return { _meta: carrier };
    },
  };
}
