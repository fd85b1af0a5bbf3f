import { ERROR_KINDS, type ErrorKind } from "./error-kinds.ts";

/** One request to a provider, as it ended. */
export type Attempt = {
  /** The model id that was asked: `provider/name`. */
  readonly model: string;
  /** What went wrong; absent when the provider answered. */
  readonly kind?: ErrorKind;
  /** True when it reached nobody who could answer, such as a refused connection. */
  readonly isUnsent?: boolean;
  /** Milliseconds from request to end. */
  readonly latencyMs: number;
};

/** What the place that throws knows. */
export type GatewayErrorDetails = Partial<Pick<GatewayError, "provider" | "status" | "retryAfterMs" | "param">> & {
  /** The model id as it was asked for. */
  readonly model: string;
  /** What was seen, in one line and without secrets. */
  readonly seen?: string | undefined;
  /** What to do. Default: the fix of the kind. */
  readonly fix?: string | undefined;
  /** Whether the request reached nobody who could answer. Default: false. */
  readonly isUnsent?: boolean | undefined;
  readonly cause?: unknown;
};

/**
 * The only error that the gateway throws on purpose. The message says what happened, what was seen and what to do. It may
 * quote the provider, so keep it to yourself; it holds no key. The `cause` is what the caller aborted with.
 */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly kind: ErrorKind;
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;
  /** The model id as it was asked for. */
  readonly model: string;
  /** The provider's name; undefined when the model id names none. */
  readonly provider: string | undefined;
  /** The HTTP status, if there was an HTTP answer. */
  readonly status: number | undefined;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The parameter that the provider complains about. */
  readonly param: string | undefined;
  /** What to do. The message ends with it. */
  readonly fix: string;
  /** Whether the request reached nobody who could answer. */
  readonly isUnsent: boolean;
  /** The requests that were sent, in order; empty when it did not come to that. */
  trail: readonly Attempt[] = [];

  constructor(kind: ErrorKind, details: GatewayErrorDetails) {
    const { meaning, isRetryable = false, fix: advice } = ERROR_KINDS[kind];
    const fix = details.fix ?? advice;
    const seen = details.seen ? ` Seen: ${details.seen}.` : "";
    const options = details.cause === undefined ? undefined : { cause: details.cause };
    super(`${details.model}: ${meaning}.${seen} Fix: ${fix}`, options);
    this.kind = kind;
    this.isRetryable = isRetryable;
    this.fix = fix;
    this.model = details.model;
    this.provider = details.provider;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.param = details.param;
    this.isUnsent = details.isUnsent ?? false;
  }
}

const BILLED: readonly ErrorKind[] = ["timeout", "aborted", "connection", "stream_truncated", "invalid_response"];

/** Whether no provider bills the requests behind this error. False for an error that is not the gateway's. */
export function isUnbilled(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  return !error.trail.some(({ kind, isUnsent }) => kind !== undefined && !isUnsent && BILLED.includes(kind));
}
