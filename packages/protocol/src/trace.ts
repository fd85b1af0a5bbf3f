type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Shows work in a trace as spans, by OpenTelemetry's conventions for MCP. */
export type Trace = {
  run<T>(work: Work, run: (tell: (attributes: Attributes) => void) => Promise<T>): Promise<T>;
  /** The `_meta` that tells the other side of the span in which a request is sent: `traceparent`, as SEP-414 has it. */
  meta(): { _meta?: Record<string, string> };
};

type Work = {
  /** The method of a request, and whether this side sends or serves it; else a name of our own. */
  method: string;
  kind?: "client" | "server";
  tool?: string;
  revision?: string;
  /** The `_meta` of the request: it may name the span of whoever asks. */
  meta?: unknown;
  /** The tool call that this is, or those that it may belong to. */
  call?: object;
  within?: readonly object[];
};

/** The trace of this process. Until one is started, work is done without. */
export const trace: Trace = { run: (_work, run) => run(() => undefined), meta: () => ({}) };
