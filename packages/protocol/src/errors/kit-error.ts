import * as z from "zod";
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

type KitErrorOptions = {
  /** Facts for a program: JSON only, nothing secret, since it may cross the wire. */
  data?: Record<string, unknown>;
  /** What caused it. Stays in this process. */
  cause?: unknown;
  /** Whether the same call may succeed later. Default: as the code's row in `ERROR_CODES` says. */
  isRetryable?: boolean;
  /** What the user is to do, where whoever throws knows it better than the code's row. Stays in this process. */
  fix?: string | undefined;
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
  /** What to do about it. */
  readonly fix: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: KitErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.isRetryable = options.isRetryable ?? ERROR_CODES[code].isRetryable;
    this.fix = options.fix ?? ERROR_CODES[code].fix;
    this.data = options.data ?? {};
  }
}

/** The `_meta` key (and the key in JSON-RPC error data) under which a `KitError` crosses the wire. */
export const ERROR_META_KEY = "kit/error";

const errorPayloadSchema = z.object({
  code: z.string(),
  isRetryable: z.boolean(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** What of a `KitError` crosses the wire beside its message. */
export type ErrorPayload = z.infer<typeof errorPayloadSchema>;

const carrierSchema = z.object({ [ERROR_META_KEY]: errorPayloadSchema });

/** Turns an error into what may cross the wire: the code, whether to retry, and data. Never the cause. */
export function toErrorPayload({ code, isRetryable, data }: KitError): ErrorPayload {
  return { code, isRetryable, ...(Object.keys(data).length > 0 && { data: { ...data } }) };
}

/** Rebuilds a `KitError` from `_meta` or error data that came over the wire, or `undefined` if it holds none. */
export function fromErrorPayload(carrier: unknown, message: string): KitError | undefined {
  const payload = carrierSchema.safeParse(carrier).data?.[ERROR_META_KEY];
  if (payload === undefined || !isErrorCode(payload.code)) return undefined;
  const { code, isRetryable, data } = payload;
  return new KitError(code, message, { isRetryable, ...(data && { data }) });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

type ToolErrorResult = {
  isError: true;
  content: [{ type: "text"; text: string }];
  _meta: { [ERROR_META_KEY]: ErrorPayload };
};

/** Turns an error into a tool result with `isError`. Only a `KitError` keeps its message: others may hold secrets. */
export function toToolError(error: unknown): ToolErrorResult {
  const known =
    error instanceof KitError ? error : new KitError("tool_failed", "The tool failed. See the server's log.");
  return {
    isError: true,
    content: [{ type: "text", text: known.message }],
    _meta: { [ERROR_META_KEY]: toErrorPayload(known) },
  };
}

/** Rebuilds the error from a tool result with `isError`; one without the kit's `_meta` is `tool_failed`. */
export function fromToolError({ content, _meta }: { content?: unknown; _meta?: unknown }): KitError {
  const message = textOf(content) || "The tool failed and did not say why.";
  return fromErrorPayload(_meta, message) ?? new KitError("tool_failed", message);
}

/** As much as a tool's words are worth in a message, in characters. */
const MAX_MESSAGE = 10_000;

function textOf(content: unknown): string {
  const blocks: unknown[] = Array.isArray(content) ? content : [];
  const texts = blocks.map((block) => Object(block).text).filter((text) => typeof text === "string");
  return texts.join("\n").slice(0, MAX_MESSAGE).trim();
}
