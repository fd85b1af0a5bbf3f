import type { ClientCache } from "../create-client-cache.ts";
import type { Asked } from "../errors/to-gateway-error.ts";
import type { ProviderSettings } from "../providers/settings.ts";
import type { TelemetrySettings } from "../telemetry/telemetry-settings.ts";
import type { Trail } from "./trail.ts";

/** What a call needs beside the request. */
export interface CallContext {
  readonly settings: ProviderSettings;
  readonly timeoutMs: number;
  readonly clientFor: ClientCache;
  readonly telemetry: TelemetrySettings | false | undefined;
}

/** A request that is fitted to its model, on its way. */
export interface Call {
  readonly asked: Asked;
  /** What goes over the wire. */
  readonly body: Record<string, unknown>;
  readonly warnings: string[];
  readonly trail: Trail;
  /** What a router tells telemetry about the call, by attribute. */
  readonly labels: Readonly<Record<string, string | number>>;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}
