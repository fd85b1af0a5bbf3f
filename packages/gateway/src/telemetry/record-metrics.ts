import type { Attributes, Histogram, Meter } from "@opentelemetry/api";
import type { CompletionReply } from "../completion-reply.ts";
import type { TelemetryApi } from "./find-api.ts";
import { METRICS, NAMES, SCOPE } from "./names.ts";

interface Histograms {
  readonly duration: Histogram;
  readonly tokens: Histogram;
}

/** The program may register its meters late, and others after them. */
const known = new WeakMap<Meter, Histograms>();

/** Counts one call: its time, and its tokens when it was answered. */
export function recordMetrics(
  api: TelemetryApi,
  attributes: Attributes,
  seconds: number,
  outcome: CompletionReply | string,
): void {
  const { duration, tokens } = findHistograms(api.metrics.getMeter(SCOPE));
  if (typeof outcome === "string") {
    duration.record(seconds, { ...attributes, [NAMES.errorType]: outcome });
    return;
  }
  const answered = { ...attributes, [NAMES.responseModel]: outcome.model };
  duration.record(seconds, answered);
  const { usage } = outcome.kit;
  if (!usage) return;
  tokens.record(usage.inputTokens, { ...answered, [NAMES.tokenType]: "input" });
  tokens.record(usage.outputTokens, { ...answered, [NAMES.tokenType]: "output" });
}

function findHistograms(meter: Meter): Histograms {
  const create = ({ name, unit, bounds }: (typeof METRICS)[keyof typeof METRICS]) =>
    meter.createHistogram(name, { unit, advice: { explicitBucketBoundaries: [...bounds] } });
  const found = known.get(meter) ?? { duration: create(METRICS.duration), tokens: create(METRICS.tokens) };
  known.set(meter, found);
  return found;
}
