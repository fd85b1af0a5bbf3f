import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Budget } from "./budget.ts";

/** How one question may be asked. */
export type AskOptions = {
  /** Gives up on the answer. */
  signal?: AbortSignal;
  /** How long to wait for the answer, in milliseconds. */
  timeoutMs?: number;
};

/** The port under `sample()`, one request in, one result out, which the carrier checks against the specification. */
export type Ask = (request: SamplingRequest, options: AskOptions) => Promise<SamplingResult>;

/** How a question travelled: pushed, in an `input_required` result, or not at all: the server asked a model itself. */
export type Via = "push" | "round-trip" | "direct";

/**
 * Runs `run` once per tool call and remembers what it returned: for time, randomness, outside I/O and side effects.
 * What it returns must be plain JSON data.
 *
 * At least once, strictly speaking: a client may never come back, or come back twice with the same state. What must
 * happen exactly once needs an idempotency key of its own.
 *
 * Another step may run inside. A question may neither be asked nor waited for there: a replay would wait for both.
 *
 * @throws {KitError} "sample_in_step" from a `sample()` that is called inside `run`.
 */
export type Step = <T>(name: string, run: () => T | Promise<T>) => Promise<T>;

/** What a carrier gives to `sample()`. */
export type Carrier = {
  ask: Ask;
  via: Via;
  /** Whether the model may be given tools: on the wire the client must have declared `sampling.tools`. */
  canUseTools: boolean;
  step: Step;
  budget: Budget;
  lifetime: { readonly signal: AbortSignal };
};

/** How serious a log message is (RFC 5424, as in the specification). */
export type LogLevel = "debug" | "info" | "notice" | "warning" | "error" | "critical" | "alert" | "emergency";

/** What a carrier can tell the client while a tool runs. */
export type Notify = {
  /** Sends `notifications/progress`. */
  progress: (progress: { progress: number; total?: number; message?: string }) => void;
  /** Sends `notifications/message`. */
  log: (level: LogLevel, data: unknown) => void;
};

/** A carrier that has nobody to tell. */
export const SILENT: Notify = { progress: () => undefined, log: () => undefined };
