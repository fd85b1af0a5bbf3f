import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

type KitErrorOptions = {
  /** Facts for a program: JSON only, nothing secret, since it may cross the wire. */
  data?: Record<string, unknown>;
  /** What caused it. Stays in this process. */
  cause?: unknown;
  /** Whether the same call may succeed later. Default: as the code's row in `ERROR_CODES` says. */
  isRetryable?: boolean;
};

/**
 * An error with a code, whose message is safe to show to the other side of the wire.
 *
 * The message says what happened, what was seen and what to do.
 *
 * @example
 * ```ts
 * throw new KitError("reply_cut_off", `The model stopped after ${maxTokens} tokens. Shorten the text.`);
 * ```
 */
export class KitError extends Error {
  override readonly name = "KitError";
  readonly code: ErrorCode;
  readonly isRetryable: boolean;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: KitErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.isRetryable = options.isRetryable ?? ERROR_CODES[code].isRetryable;
    this.data = options.data ?? {};
  }
}
