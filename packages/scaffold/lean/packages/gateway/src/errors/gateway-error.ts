type ErrorKindRow = { isRetryable?: true; meaning: string; fix: string };

const KINDS = {
  invalid_model_id: { meaning: "The model id does not have the form `provider/name`", fix: "Write it so." },
  unknown_provider: { meaning: "No provider has this name", fix: "Add its row to the table of providers." },
  missing_key: { meaning: "There is no usable API key for this provider", fix: "Set the key and try again." },
  missing_base_url: { meaning: "There is no usable base URL for this provider", fix: "Set it and try again." },
  auth: { meaning: "The provider refused the API key", fix: "Check that it is whole, and belongs to this provider." },
  permission: { meaning: "The provider does not allow this to the key", fix: "Choose another model." },
  quota: { meaning: "The account has no credit left", fix: "Add credit at the provider, or choose another one." },
  rate_limit: {
    isRetryable: true,
    meaning: "The provider takes no more requests for now",
    fix: "Wait, then try again.",
  },
  not_found: {
    meaning: "The provider does not have this model, or nothing is at this address",
    fix: "Check the name of the model and the base URL.",
  },
  bad_request: { meaning: "The request is not valid", fix: "Use another model, or do what the answer says." },
  unsupported_param: {
    meaning: "The model does not take one of the parameters",
    fix: "Use another model, or add a row to UNSUPPORTED in providers.ts.",
  },
  context_window: {
    meaning: "The messages are longer than the model can read",
    fix: "Send less text, or choose a model with a larger context window.",
  },
  content_policy: { meaning: "The provider's content policy refused the request", fix: "Change the messages." },
  timeout: { isRetryable: true, meaning: "The answer did not come in time", fix: "Try again, or use a faster model." },
  connection: {
    isRetryable: true,
    meaning: "The provider could not be reached, or the connection broke",
    fix: "Check the network and the base URL, and whether its server runs.",
  },
  server: { isRetryable: true, meaning: "The provider failed", fix: "Try again later." },
  invalid_response: { meaning: "The answer is not a chat completion", fix: "Check the base URL." },
  aborted: { meaning: "The caller aborted the request", fix: "Nothing to do." },
} as const satisfies Record<string, ErrorKindRow>;

export type ErrorKind = keyof typeof KINDS;

/** Every kind of {@link GatewayError}: what happened, and what to do. */
export const ERROR_KINDS: Readonly<Record<ErrorKind, ErrorKindRow>> = KINDS;

type GatewayErrorDetails = {
  model: string;
  /** What was seen, in one line and without secrets. */
  seen?: string;
  /** Default: the fix of the kind. */
  fix?: string | undefined;
  retryAfterMs?: number;
  /** Whether the request reached nobody who could answer. */
  isUnsent?: boolean;
  cause?: unknown;
};

/** What the gateway throws. It may quote the provider, so keep the message to yourself; it holds no key. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly kind: ErrorKind;
  readonly isRetryable: boolean;
  readonly fix: string;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly isUnsent: boolean;

  constructor(kind: ErrorKind, details: GatewayErrorDetails) {
    const { meaning, isRetryable = false, fix } = ERROR_KINDS[kind];
    const { model, seen, cause } = details;
    super(`${model}: ${meaning}.${seen ? ` Seen: ${seen}.` : ""} Fix: ${details.fix ?? fix}`, { cause });
    this.kind = kind;
    this.isRetryable = isRetryable;
    this.fix = details.fix ?? fix;
    this.retryAfterMs = details.retryAfterMs;
    this.isUnsent = details.isUnsent ?? false;
  }
}

const BILLED: readonly ErrorKind[] = ["timeout", "aborted", "connection", "invalid_response"];

/** Whether no provider bills the request behind this error. False for an error that is not the gateway's. */
export function isUnbilled(error: unknown): boolean {
  return error instanceof GatewayError && (error.isUnsent || !BILLED.includes(error.kind));
}
