/** An attribute of a span. What is undefined is none. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Work that a trace shows as a span, by OpenTelemetry's conventions for MCP. */
export type TracedWork = {
  name: string;
  /** Whether it asks the other side, or is asked by it. Default: neither. */
  kind?: "client" | "server";
  attributes?: Attributes;
  /** The `_meta` of the request that asks for it: it may name the span of whoever asks. */
  meta?: unknown;
  /** The tool call that this is, or those that it may belong to. */
  call?: object;
  within?: readonly object[];
};

/** Adds attributes to the span. */
export type Tell = (attributes: Attributes) => void;

/** Shows work in a trace. `meta` is what a request tells of the span that it is sent in. */
export type Tracer = {
  run<T>(work: TracedWork, run: (tell: Tell) => Promise<T>): Promise<T>;
  meta(): Record<string, string>;
};

let tracer: Tracer | undefined;

/** From now on there is a trace. Until then nothing is traced, and nothing is loaded for it. */
export function setTracer(next: Tracer): void {
  tracer = next;
}

/** Does the work, within a span if there is a trace. */
export function traced<T>(work: TracedWork, run: (tell: Tell) => Promise<T>): Promise<T> {
  return tracer === undefined ? run(() => undefined) : tracer.run(work, run);
}

/** A tool call as work, at either side. */
export function toolWork(kind: "client" | "server", tool: string, revision?: string): TracedWork {
  const names = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool };
  const attributes = { "mcp.method.name": "tools/call", "mcp.protocol.version": revision, ...names };
  return { name: `tools/call ${tool}`, kind, attributes };
}

/** A sampling request as work, at either side. */
export function samplingWork(kind: "client" | "server"): TracedWork {
  const name = "sampling/createMessage";
  return { name, kind, attributes: { "mcp.method.name": name } };
}

/** The `traceparent` and `tracestate` of a request, as SEP-414 has them; nothing without a trace. */
export function traceMeta(): { _meta?: Record<string, string> } {
  return tracer === undefined ? {} : { _meta: tracer.meta() };
}
