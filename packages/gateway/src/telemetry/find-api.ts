import { load } from "../load.ts";

export type TelemetryApi = typeof import("@opentelemetry/api");

/** Where version 1 of the API keeps what the program has registered. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

/** OpenTelemetry, if the program has set it up; otherwise it is not even loaded. */
export function findTelemetryApi(): Promise<TelemetryApi> | undefined {
  return REGISTERED in globalThis ? load.telemetry() : undefined;
}
