import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Value = Partial<Record<"stringValue" | "intValue" | "doubleValue" | "boolValue", unknown>> & {
  arrayValue?: { values: Value[] };
};
type Attribute = { key: string; value: Value };
type RawSpan = Record<"traceId" | "spanId" | "name" | "startTimeUnixNano", string> & {
  parentSpanId?: string;
  kind: number;
  attributes: Attribute[];
  status: { code?: number; message?: string };
};
type RawMetric = {
  name: string;
  unit: string;
  histogram?: { dataPoints: { attributes: Attribute[] }[] };
  sum?: { dataPoints: { attributes: Attribute[] }[] };
};
type Scoped<Key extends string, T> = { resource: { attributes: Attribute[] } } & Record<Key, T[]>;
type Batch = {
  resourceSpans?: Scoped<"scopeSpans", { spans: RawSpan[] }>[];
  resourceMetrics?: Scoped<"scopeMetrics", { metrics: RawMetric[] }>[];
};

const KINDS = ["unspecified", "internal", "server", "client"];

/** A span as it was received. */
export type ReceivedSpan = Omit<RawSpan, "attributes" | "kind"> & {
  service: string;
  kind: string | undefined;
  attributes: Record<string, unknown>;
};

function plain({ arrayValue, ...value }: Value): unknown {
  return arrayValue ? arrayValue.values.map(plain) : Object.values(value)[0];
}

function read(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

/** Receives OTLP over HTTP as JSON, on loopback. */
export async function startOtlpReceiver() {
  const spans: ReceivedSpan[] = [];
  const metrics: { name: string; unit: string; attributes: Record<string, unknown>[] }[] = [];
  let wake = () => {};
  const server = createServer(async (request, response) => {
    const { resourceSpans = [], resourceMetrics = [] } = (await json(request)) as Batch;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(read(resource.attributes)["service.name"]);
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({ ...span, service, kind: KINDS[span.kind], attributes: read(span.attributes) });
      }
    }
    for (const { name, unit, histogram, sum } of resourceMetrics.flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((scope) => scope.metrics),
    )) {
      const { dataPoints = [] } = histogram ?? sum ?? {};
      metrics.push({ name, unit, attributes: dataPoints.map(({ attributes }) => read(attributes)) });
    }
    response.setHeader("content-type", "application/json").end("{}");
    wake();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    // A machine under load takes its time.
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: "60000" },
    spans,
    metrics,
    /** Waits for so many spans. */
    async receive(count: number) {
      while (spans.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    /** The spans as a tree, a line each: `  service kind name`, with the kind of error. */
    tree: () => draw(spans, undefined, ""),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function draw(spans: readonly ReceivedSpan[], parent: string | undefined, indent: string): string[] {
  const isRoot = ({ parentSpanId }: ReceivedSpan) => !spans.some(({ spanId }) => spanId === parentSpanId);
  return spans
    .filter((span) => (parent === undefined ? isRoot(span) : span.parentSpanId === parent))
    .sort((one, other) => Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano)))
    .flatMap((span) => {
      const error = span.attributes["error.type"];
      const line = `${indent}${span.service} ${span.kind} ${span.name}${error === undefined ? "" : `: ${error}`}`;
      return [line, ...draw(spans, span.spanId, `${indent}  `)];
    });
}
