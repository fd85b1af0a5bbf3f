import { findPattern } from "./find-pattern.ts";
import type { Redaction, Span } from "./redaction.ts";

/**
 * How the keys of well-known services begin, with the page that says so where there is one. Each stands at the
 * beginning of a word, so no text is looked at twice; repeats have an end, so that the engine's stack does too.
 */
const KEYS = [
  // OpenAI, Anthropic, DeepSeek, OpenRouter, LiteLLM
  /sk-[\w-]{20,500}/,
  // Stripe: docs.stripe.com/keys
  /(?:sk|rk)_(?:live|test)_\w{10,500}/,
  // AWS access key ids: docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  /(?:AKIA|ASIA)[A-Z0-9]{16}(?![\w-])/,
  // GitHub: docs.github.com/authentication, "About authentication to GitHub"
  /gh[pousr]_\w{20,500}/,
  /github_pat_\w{20,500}/,
  // GitLab
  /glpat-[\w-]{20,500}/,
  // Slack: docs.slack.dev/authentication/tokens
  /xox[abeoprs]-[\w-]{10,500}/,
  /xapp-[\w-]{10,500}/,
  // Google
  /AIza[\w-]{30,500}/,
  /ya29\.[\w-]{20,500}/,
  // Hugging Face, npm, Groq, xAI, SendGrid
  /hf_\w{20,500}/,
  /npm_\w{30,500}/,
  /gsk_\w{20,500}/,
  /xai-\w{20,500}/,
  /SG\.[\w-]{16,500}\.[\w-]{16,500}/,
  // A JSON Web Token: RFC 7519
  /eyJ[\w-]{10,4000}\.[\w-]{10,4000}\.[\w-]{0,4000}/,
];

/** @internal */
export const KEY = new RegExp(String.raw`(?<![\w-])(?:${KEYS.map(({ source }) => source).join("|")})`, "dg");

/** What follows `Authorization: Bearer`: RFC 6750, 2.1; or `Basic`: RFC 7617. @internal */
export const AUTHORIZATION = /\b(?:bearer|basic) {1,4}(?<secret>[\w.~+/-]{16,4000}={0,2})/dgi;

/** Keys and tokens that services hand out, known by how they begin or by the header that they stand in. */
export const apiKeys: Redaction = { name: "api-keys", label: "API key", find };

function* find(text: string): Iterable<Span> {
  yield* findPattern(text, KEY, hasDigit);
  yield* findPattern(text, AUTHORIZATION, hasDigit);
}

/** Words joined by hyphens have no digit; keys are random. */
function hasDigit(found: string): boolean {
  return /\d/.test(found);
}
