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

/** How providers say that the messages are longer than the model reads. An answer's own limit is something else. */
const TOO_LONG = new RegExp(
  [
    "ContextWindowExceeded",
    String.raw`(?:exceed|longer than|larger than|greater than|fit in|reached|maximum|overflow).{0,60}\bcontext\b`,
    String.raw`\bcontext\b.{0,60}(?:exceed|overflow|is (?:only|full))`,
    "max(?:imum)? (?:prompt|input|model) length|model token limit|range of input length|reduce the length of",
    String.raw`token count.{0,30}exceeds|too many (?:input |prompt )?tokens|at most \d+ (?:input|prompt) tokens|\`inputs\`.{0,40}must (?:be|have)`,
    String.raw`sequence length.{0,40}longer|(?:input|prompt|number of) tokens exceed|prompt\b.{0,40}over the limit`,
    // Not a picture that has too many bytes, nor a long id.
    String.raw`\b(?:prompt|inputs?|request|messages?|conversation)\b(?!.*\b(?:image|bytes|MB|id)\b).{0,40}\b(?:too (?:long|large)|exceeds)`,
  ].join("|"),
  "i",
);

/** How providers say that they do not take a parameter, with its name if it is quoted. */
const NOT_TAKEN = new RegExp(
  [
    String.raw`[\`'"](?<param>[\w.]+)[\`'"] (?:is|was|are) (?:deprecated|not supported|unsupported|unexpected|not permitted)`,
    String.raw`un(?:supported|recogni[sz]ed|known|expected) (?:\w+ )?(?:parameter|argument|field|property|name|value)`,
    String.raw`(?:parameter|argument|field|property|key)\b.{0,40}(?:not (?:supported|permitted|allowed)|unsupported)`,
    "not support (?:the )?parameter|extra (?:inputs|fields)|extra_forbidden|additional properties|: unsupported",
  ].join("|"),
  "i",
);

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
  {
    kind: "context_window",
    codes: ["context_length_exceeded", "exceed_context_size_error", "ContextWindowExceededError"],
    text: TOO_LONG,
    statuses: [400, 413, 422, 500],
  },
  // OpenAI; Mistral.
  { kind: "unsupported_param", codes: ["unsupported_parameter", "unsupported_value", "unknown_parameter"] },
  { kind: "unsupported_param", codes: ["extra_forbidden"] },
  // Gemini; Groq; xAI; all others.
  { kind: "unsupported_param", text: /Unknown name \\?"(?<param>\w+)\\?"/, statuses: REFUSED },
  { kind: "unsupported_param", text: /property '(?<param>\w+)' is unsupported/, statuses: REFUSED },
  { kind: "unsupported_param", text: /Argument not supported on this model: (?<param>\w+)/, statuses: REFUSED },
  { kind: "unsupported_param", text: NOT_TAKEN, statuses: [...REFUSED, 500] },
  // OpenAI, also with status 403; Groq; all others.
  { kind: "not_found", codes: ["model_not_found", "model_decommissioned"] },
  {
    kind: "not_found",
    text: /is not a valid model id|no such model|\bmodel\b.{0,60}(?:not exist|not found|decommissioned)/i,
    statuses: REFUSED,
  },
  // LiteLLM, whatever the status.
  { kind: "rate_limit", text: /RateLimitError/, statuses: [400, 500] },
  { kind: "auth", text: /AuthenticationError/, statuses: [400, 500] },
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
  // Groq: no capacity.
  498: "rate_limit",
};

/** What a code or the words mean when there is no status: in a stream that had begun, and in a body with status 200. */
const KIND_BY_WORDS: readonly (readonly [ErrorKind, RegExp])[] = [
  ["rate_limit", /rate.?limit|too.many.requests|resource.exhausted|throttl/i],
  ["auth", /authenticat|unauthorized|invalid.(?:api.)?key/i],
  ["permission", /permission|forbidden/i],
  ["quota", /quota|insufficient.(?:funds|balance|credits)|billing|payment/i],
  ["server", /server.error|overloaded|api.error|unavailable|internal.error|upstream|bad.gateway/i],
  ["not_found", /not.found/i],
  ["timeout", /timed?.?out/i],
  ["bad_request", /invalid.(?:request|argument)|bad.request/i],
];

/** Finds the kind by the first sign that fits, else by status or words. Without any it is "invalid_response". */
export function findKind(
  { codes: seen, param, text }: Pick<ErrorBody, "codes" | "param" | "text">,
  status: number | undefined,
): { readonly kind: ErrorKind; readonly param: string | undefined } {
  for (const { kind, codes = [], statuses = [], text: pattern } of ERROR_SIGNS) {
    if (codes.some((known) => seen.includes(known))) return { kind, param };
    const match = statuses.includes(status ?? 400) ? pattern?.exec(text) : undefined;
    if (match) return { kind, param: param ?? match.groups?.param };
  }
  if (status === undefined || status < 400) {
    const words = [...seen, text].join(" ");
    return { kind: KIND_BY_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? "invalid_response", param };
  }
  return { kind: status >= 500 ? "server" : (KIND_BY_STATUS[status] ?? "bad_request"), param };
}
