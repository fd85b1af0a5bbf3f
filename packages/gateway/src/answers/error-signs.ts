import type { ErrorKind } from "../errors/error-kinds.ts";
import type { ErrorBody } from "./read-error-body.ts";

/** What gives an error kind away: a code (or type) that is unmistakable, or a sentence under one of the statuses. */
type ErrorSign = {
  readonly kind: ErrorKind;
  readonly codes?: readonly string[];
  /** A group named `param` catches the parameter. */
  readonly text?: RegExp;
  /** Under which statuses the text counts. */
  readonly statuses?: readonly number[];
};

const REFUSED = [400, 403, 404, 413, 422];

/** In order: the first sign that fits decides. The provider that needs a sign stands beside it. */
const ERROR_SIGNS: readonly ErrorSign[] = [
  // Groq says it with status 413 too.
  { kind: "rate_limit", codes: ["rate_limit_exceeded"] },
  // OpenAI sends it with status 429, which else means "wait".
  { kind: "quota", codes: ["insufficient_quota", "billing_hard_limit_reached"] },
  // Anthropic.
  { kind: "quota", text: /credit balance is too low|insufficient (?:balance|credits|funds)/i, statuses: REFUSED },
  // Gemini and xAI send it with status 400.
  { kind: "auth", text: /api key not valid|(?:incorrect|invalid) api key/i, statuses: REFUSED },
  // Azure.
  { kind: "content_policy", codes: ["content_filter", "ResponsibleAIPolicyViolation", "content_policy_violation"] },
  // Anthropic; OpenRouter's moderation.
  { kind: "content_policy", text: /content (?:filtering|management) policy|input was flagged/i, statuses: REFUSED },
  // OpenAI, Groq; llama.cpp.
  { kind: "context_window", codes: ["context_length_exceeded", "exceed_context_size_error"] },
  // Anthropic; vLLM and Mistral; Gemini; xAI.
  {
    kind: "context_window",
    text: /prompt is too long|exceed context limit|maximum (?:context|prompt) length|token count \(\d+\) exceeds/i,
    statuses: REFUSED,
  },
  // OpenAI; Mistral.
  { kind: "unsupported_param", codes: ["unsupported_parameter", "unsupported_value", "unknown_parameter"] },
  { kind: "unsupported_param", codes: ["extra_forbidden"] },
  // Anthropic; Gemini; Groq; xAI.
  { kind: "unsupported_param", text: /`(?<param>\w+)` is (?:deprecated|not supported)/, statuses: REFUSED },
  { kind: "unsupported_param", text: /Unknown name \\?"(?<param>\w+)\\?"/, statuses: REFUSED },
  { kind: "unsupported_param", text: /property '(?<param>\w+)' is unsupported/, statuses: REFUSED },
  { kind: "unsupported_param", text: /Argument not supported on this model: (?<param>\w+)/, statuses: REFUSED },
  // OpenAI, also with status 403; OpenRouter.
  { kind: "not_found", codes: ["model_not_found"] },
  // OpenAI; Anthropic. In the middle of a stream there is no status.
  { kind: "server", codes: ["server_error", "overloaded_error", "api_error"] },
  { kind: "not_found", text: /is not a valid model id/i, statuses: REFUSED },
];

/** What a status means when no sign fits. From 500 up it is "server", other refusals are "bad_request". */
const KIND_BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  401: "auth",
  402: "quota",
  403: "permission",
  404: "not_found",
  408: "timeout",
  // The `openai` package, too, counts a conflict as passing.
  409: "server",
  413: "context_window",
  429: "rate_limit",
};

/** Finds the kind by the first sign that fits, else by status. Without either it is "invalid_response". */
export function findKind(
  { code, type, param, text }: ErrorBody,
  status: number | undefined,
): { readonly kind: ErrorKind; readonly param: string | undefined } {
  for (const { kind, codes = [], statuses = [], text: pattern } of ERROR_SIGNS) {
    if (codes.some((known) => known === code || known === type)) return { kind, param };
    const match = statuses.includes(status ?? 400) ? pattern?.exec(text) : undefined;
    if (match) return { kind, param: param ?? match.groups?.param };
  }
  if (status === undefined || status < 400) return { kind: "invalid_response", param };
  return { kind: status >= 500 ? "server" : (KIND_BY_STATUS[status] ?? "bad_request"), param };
}
