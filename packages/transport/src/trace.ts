import { setTracer, type Tracer } from "@kit/protocol";
import type { Context } from "@opentelemetry/api";

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
  try {
    const libraries = await loadLibraries();
    startExport(libraries, service);
    setTracer(createTracer(libraries.api));
  } catch (error) {
    complain(`${reasonOf(error)}. In the kit, "node .install.mjs --all" installs what it needs`);
  }
}

/** Installed for development only: who does not trace need not have them. */
async function loadLibraries() {
  const [api, { AsyncLocalStorageContextManager }, core, resources] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/context-async-hooks"),
    import("@opentelemetry/core"),
    import("@opentelemetry/resources"),
  ]);
  const [spans, metrics, { OTLPTraceExporter }, { OTLPMetricExporter }] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/exporter-metrics-otlp-http"),
  ]);
  return {
    api,
    core,
    resources,
    spans,
    metrics,
    AsyncLocalStorageContextManager,
    OTLPTraceExporter,
    OTLPMetricExporter,
  };
}

type Libraries = Awaited<ReturnType<typeof loadLibraries>>;

function startExport({ api, core, resources, spans, metrics, ...own }: Libraries, service: string): void {
  const named = resources.resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME || service });
  const resource = resources.defaultResource().merge(named);
  const timeoutMillis = Number(process.env.OTEL_EXPORTER_OTLP_TIMEOUT) || EXPORT_MS;
  const exporter = new own.OTLPTraceExporter({ timeoutMillis });
  const spanProcessors = [new spans.BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_MS })];
  // Whoever calls may name its span, but not decide that nothing is recorded.
  const sampler = new spans.AlwaysOnSampler();
  const tracing = new spans.TracerProvider({ resource, sampler, spanProcessors });
  const reader = new metrics.PeriodicExportingMetricReader({ exporter: new own.OTLPMetricExporter({ timeoutMillis }) });
  const metering = new metrics.MeterProvider({ resource, readers: [reader] });
  api.trace.setGlobalTracerProvider(tracing);
  api.metrics.setGlobalMeterProvider(metering);
  api.context.setGlobalContextManager(new own.AsyncLocalStorageContextManager().enable());
  api.propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  core.setGlobalErrorHandler((error) => complain(reasonOf(error)));
  process.once("beforeExit", () => {
    for (const provider of [tracing, metering]) provider.forceFlush().catch(core.globalErrorHandler);
  });
}

/** Puts each piece of work where it belongs in the trace, and ends its span with what came of it. */
function createTracer({ context, metrics, propagation, SpanKind, SpanStatusCode, trace }: Libraries["api"]): Tracer {
  const kinds = { client: SpanKind.CLIENT, server: SpanKind.SERVER };
  const [tracer, meter] = [trace.getTracer("@kit/transport"), metrics.getMeter("@kit/transport")];
  /** The span of each tool call that is open. */
  const calls = new WeakMap<object, Context>();

  /**
   * A server is told of a span by its client, and goes on there. A client knows which calls are open, and believes what
   * a server says of a span only if that is in the trace of one of them.
   */
  function parentOf({ meta, within }: Parameters<Tracer["run"]>[0]): Context {
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
      const { name, kind, attributes = {}, call } = work;
      const startedAt = performance.now();
      const options = { attributes, kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind] };
      const parent = parentOf(work);
      const span = tracer.startSpan(name, options, parent);
      const own = trace.setSpan(parent, span);
      if (call !== undefined) calls.set(call, own);
      let failure: string | undefined;
      try {
        return await context.with(own, () => run((told) => span.setAttributes(told)));
      } catch (error) {
        // What an error says may quote a prompt: only its code is told.
        failure = String(Object(error).code ?? Object(error).name);
        span.setAttribute("error.type", failure).setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
        const seconds = (performance.now() - startedAt) / 1_000;
        const told = { ...attributes, ...(failure !== undefined && { "error.type": failure }) };
        if (kind !== undefined) meter.createHistogram(`mcp.${kind}.operation.duration`, SECONDS).record(seconds, told);
      }
    },
    meta() {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return carrier;
    },
  };
}

let hasComplained = false;

function complain(message: string): void {
  if (!hasComplained) console.error(`The trace is not complete: ${message.split("\n")[0]}.`);
  hasComplained = true;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || String(Object(error).code ?? error.name) : String(error);
}
