/** What an error kind says about itself. */
export type ErrorKindRow = {
  /** Whether the same request may succeed later. Default: false. */
  readonly isRetryable?: boolean;
  /** What happened. */
  readonly meaning: string;
  /** What to do, unless the place that throws knows better. */
  readonly fix: string;
};

const KINDS = {
  invalid_model_id: {
    meaning: "The model id does not have the form `provider/name`",
    fix: "Write the model as `provider/name`.",
  },
  unknown_provider: {
    meaning: "No provider has this name",
    fix: "Use a provider from the list.",
  },
  missing_key: {
    meaning: "There is no usable API key for this provider",
    fix: "Set the key and try again.",
  },
  missing_base_url: {
    meaning: "There is no usable base URL for this provider",
    fix: "Set the base URL and try again.",
  },
  auth: {
    meaning: "The provider refused the API key",
    fix: "Check that the key is whole, is not revoked, and belongs to this provider.",
  },
  permission: {
    meaning: "The provider knows the key, but does not allow this to it",
    fix: "Check what your account may use, or choose another model.",
  },
  quota: {
    meaning: "The account has no credit left",
    fix: "Add credit at the provider, or choose another one.",
  },
  rate_limit: {
    isRetryable: true,
    meaning: "The provider takes no more requests for now",
    fix: "Wait, then try again.",
  },
  not_found: {
    meaning: "The provider does not have this model, or nothing is at this address",
    fix: "Check the name of the model and the base URL.",
  },
  bad_request: {
    meaning: "The request is not valid",
    fix: "Use another model, or change the request as the answer says.",
  },
  unsupported_param: {
    meaning: "The model does not take one of the parameters",
    fix: "Leave that parameter out.",
  },
  context_window: {
    meaning: "The messages are longer than the model can read",
    fix: "Send less text, or choose a model with a larger context window.",
  },
  content_policy: {
    meaning: "The provider's content policy refused the request",
    fix: "Change the messages, or choose another model.",
  },
  timeout: {
    isRetryable: true,
    meaning: "The answer did not come in time",
    fix: "Try again, or raise `timeoutMs`.",
  },
  connection: {
    isRetryable: true,
    meaning: "The provider could not be reached, or the connection broke",
    fix: "Check the network and the base URL.",
  },
  server: {
    isRetryable: true,
    meaning: "The provider failed",
    fix: "Try again later.",
  },
  invalid_response: {
    meaning: "The answer is not a chat completion",
    fix: "Check that the base URL is that of an OpenAI-compatible API.",
  },
  stream_truncated: {
    isRetryable: true,
    meaning: "The answer ended in the middle",
    fix: "Ask again; what has come so far is no whole answer.",
  },
  no_deployment: {
    isRetryable: true,
    meaning: "No deployment of this group can be asked now",
    fix: "Wait, then try again, or add a deployment or a fallback.",
  },
  aborted: {
    meaning: "The caller aborted the request",
    fix: "Nothing to do.",
  },
} as const satisfies Readonly<Record<string, ErrorKindRow>>;

/** A row of {@link ERROR_KINDS}. */
export type ErrorKind = keyof typeof KINDS;

/** Every kind of {@link GatewayError}. */
export const ERROR_KINDS: Readonly<Record<ErrorKind, ErrorKindRow>> = KINDS;
