import * as z from "zod";
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";
import { KitError } from "./kit-error.ts";

/** The `_meta` key (and the key in JSON-RPC error data) under which a `KitError` crosses the wire. */
export const ERROR_META_KEY = "kit/error";

const errorPayloadSchema = z.object({
  code: z.string(),
  isRetryable: z.boolean(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** What of a `KitError` crosses the wire beside its message. */
export type ErrorPayload = z.infer<typeof errorPayloadSchema>;

/** Turns an error into what may cross the wire: the code, whether to retry, and data. Never the cause. */
export function toErrorPayload(error: KitError): ErrorPayload {
  const hasData = Object.keys(error.data).length > 0;
  return { code: error.code, isRetryable: error.isRetryable, ...(hasData && { data: { ...error.data } }) };
}

/** Rebuilds a `KitError` from `_meta` or error data that came over the wire, or `undefined` if it holds none. */
export function fromErrorPayload(carrier: unknown, message: string): KitError | undefined {
  if (typeof carrier !== "object" || carrier === null) return undefined;
  const payload = errorPayloadSchema.safeParse(Reflect.get(carrier, ERROR_META_KEY));
  if (!payload.success || !isErrorCode(payload.data.code)) return undefined;
  const { code, isRetryable, data } = payload.data;
  return new KitError(code, message, { isRetryable, ...(data && { data }) });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
