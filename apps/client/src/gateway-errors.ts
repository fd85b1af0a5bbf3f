import { ERROR_KINDS, type ErrorKind, GatewayError } from "@kit/gateway";
import { type ErrorCode, KitError } from "@kit/protocol";

/** Which of the kit's codes a kind of gateway error has. */
const CODES: Readonly<Record<ErrorKind, ErrorCode>> = {
  invalid_model_id: "unknown_model",
  unknown_provider: "unknown_model",
  not_found: "unknown_model",
  missing_key: "missing_key",
  missing_base_url: "missing_base_url",
  auth: "gateway_unauthorized",
  permission: "gateway_unauthorized",
  quota: "quota_exceeded",
  rate_limit: "rate_limited",
  bad_request: "gateway_rejected",
  unsupported_param: "gateway_rejected",
  context_window: "context_too_long",
  content_policy: "content_refused",
  timeout: "timed_out",
  connection: "gateway_unreachable",
  server: "gateway_failed",
  invalid_response: "gateway_failed",
  stream_truncated: "gateway_failed",
  no_deployment: "gateway_unreachable",
  aborted: "cancelled",
};

/** An error that may cross the wire. A `GatewayError` quotes the provider: the server sees no more than its kind. */
export function toSafeError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  if (!(error instanceof GatewayError)) {
    return new KitError("sampling_failed", "The client failed to answer. Its own log says why.", { cause: error });
  }
  const { kind, isRetryable, retryAfterMs, fix } = error;
  const data = retryAfterMs === undefined ? {} : { retryAfterMs };
  const message = `The client's model could not answer. ${ERROR_KINDS[kind].meaning}.`;
  return new KitError(CODES[kind], message, { cause: error, isRetryable, data, fix });
}

/** An error for the user, who may read all that the gateway says: it is their model. */
export function toReadableError(error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  const { kind, fix, message, cause } = error;
  return new KitError(CODES[kind], message.replace(` Fix: ${fix}`, ""), { cause, fix });
}
