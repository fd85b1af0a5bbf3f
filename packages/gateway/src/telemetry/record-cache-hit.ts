import type { Call, CallContext } from "../call/call.ts";
import { describeRequest } from "./describe-request.ts";
import { findTelemetryApi } from "./find-api.ts";
import { NAMES, SCOPE } from "./names.ts";

/** A span for an answer that was kept from before. It is internal, as nobody was asked. */
export async function recordCacheHit(call: Call, { telemetry }: CallContext): Promise<void> {
  const api = telemetry === false ? undefined : await findTelemetryApi();
  if (!api) return;
  const attributes = { ...describeRequest(call), [NAMES.cacheHit]: true };
  const options = { kind: api.SpanKind.INTERNAL, attributes };
  api.trace.getTracer(SCOPE).startSpan(`chat ${call.asked.model.name}`, options).end();
}
