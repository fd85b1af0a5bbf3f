import type { Redaction, Span } from "./redaction.ts";

/** The redactions that the kit brings. Where two find the same place, the first one names it. */
export const BUILT_IN_REDACTIONS: readonly Redaction[] = [
  { name: "private-keys", label: "private key", shortest: 27, find: findPrivateKeys },
  { name: "api-keys", label: "API key", shortest: 15, find: findApiKeys },
  {
    name: "passwords",
    label: "password",
    shortest: 6,
    find: findPasswords,
    isSecretField: (name) => name.length <= 100 && SECRET_FIELD.test(name),
  },
  { name: "email-addresses", label: "e-mail address", shortest: 6, find: findEmailAddresses },
  { name: "card-numbers", label: "card number", shortest: 13, find: findCardNumbers },
];

/** The lines around a private key: RFC 7468, and OpenPGP's blocks. @internal */
export const BOUNDARY = /-----(?<kind>BEGIN|END) [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Lines of a key whose end is missing; in JSON the line breaks are written out. @internal */
export const LINES = /(?:(?:\s|\\[nr]){1,8}[\w+/=]{16,512}){0,1000}/y;

function* findPrivateKeys(text: string): Iterable<Span> {
  const boundaries = [...text.matchAll(BOUNDARY)].map(({ 0: line, index, groups }) => {
    return { isBegin: groups?.kind === "BEGIN", start: index, end: index + line.length };
  });
  for (const [index, { isBegin, start, end }] of boundaries.entries()) {
    if (!isBegin) continue;
    const next = boundaries[index + 1];
    const lines = new RegExp(LINES);
    lines.lastIndex = end;
    yield { start, end: next && !next.isBegin ? next.end : end + (lines.exec(text)?.[0].length ?? 0) };
  }
}

/** How the keys of well-known services begin, at the beginning of a word. Repeats end, as the engine's stack does. */
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
function* findApiKeys(text: string): Iterable<Span> {
  // Words joined by hyphens have no digit; keys are random.
  for (const pattern of [KEY, AUTHORIZATION]) yield* findPattern(text, pattern, (found) => /\d/.test(found));
}

/** What secrets are called. The short ones begin a word; `page_token` and `PWD=/home` are no secrets. */
const SECRET_NAMES = [
  "password|passwd|passphrase|(?:api|access|secret|private|auth|account|client)[_-]?(?:key|token|secret)",
  "(?<![a-z])(?:secret|credentials?|pwd(?!=/))",
  "(?<![a-z]|(?:page|next|continuation|sync|max|min|stop|start|end|pad)[_-])token",
].join("|");

/** `password=…`, `"api_key": "…"`, `DB_PASSWORD: …`. @internal */
export const ASSIGNMENT = new RegExp(
  String.raw`(?:${SECRET_NAMES})["'${"`"}]?[ \t]{0,4}(?<sign>[:=])(?![=>])[ \t]{0,4}` +
    String.raw`(?<secret>"[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\s"'${"`"},;)\]}]{1,4000})`,
  "dgi",
);

/** The password in `https://user:password@host`. @internal */
export const IN_URL = /:\/\/[^\s:@/]{0,128}:(?<secret>[^\s@/]{1,256})@/dg;

const SECRET_FIELD = new RegExp(`(?:${SECRET_NAMES})$`, "i");

function* findPasswords(text: string): Iterable<Span> {
  for (const { 0: whole, indices } of text.matchAll(ASSIGNMENT)) {
    const [start = 0, end = 0] = indices?.groups?.secret ?? [];
    const isQuoted = /["']/.test(text[start] ?? "");
    const value = isQuoted ? text.slice(start + 1, end - 1) : text.slice(start, end);
    if (!isQuoted && CODE.test(value) && /= /.test(whole)) continue;
    if (!isSecret(value, isQuoted || whole.includes("="))) continue;
    yield isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
  }
  yield* findPattern(text, IN_URL);
}

/** What code assigns: `token = await read()`. Where settings are written, no space stands before such a value. */
const CODE =
  /^(?:await|new|async|function|yield|typeof|import|(?:this|self|process\.env|os\.environ)\b.*|[a-z_$.]+\(.*)$/i;

/** A value that code or a form has in the place of a secret. */
const NO_SECRET =
  /^(?:null|nil|none|undefined|true|false|string|number|boolean|required|optional|\*+|\.+|<.*>|\$\{.*\}?|\[redacted:.*)$/i;

/** After a colon prose may follow: there, a secret has something that is no letter. */
function isSecret(value: string, isAssigned: boolean): boolean {
  if (NO_SECRET.test(value)) return false;
  return isAssigned ? value.length >= 3 : value.length >= 6 && /[^\p{L}.]/u.test(value);
}

/** From the @ in both directions: RFC 5321, 4.5.3.1. The @ after `https://user:password` is none. @internal */
export const ADDRESS =
  /@(?<=(?<local>[\p{L}\p{N}_.%+'-]{1,64})@)(?<!:\/\/[^\s:@/]{0,128}:[^\s@/]{1,256}@)(?<domain>[\p{L}\p{N}][\p{L}\p{N}.-]{2,252})/gu;

/** The name of an image for a dense screen: `icon@2x.png`. */
const IMAGE = /^\dx\.\w{3,4}\b/;

function* findEmailAddresses(text: string): Iterable<Span> {
  for (const { index, groups } of text.matchAll(ADDRESS)) {
    const { local = "", domain = "" } = groups ?? {};
    if (IMAGE.test(domain)) continue;
    // A sentence may end after an address.
    const host = domain.replace(/[.-]{1,252}$/, "");
    if (!/\.(?:\p{L}{2,63}|xn--[a-z0-9-]{1,59})$/u.test(host)) continue;
    yield { start: index - local.length, end: index + 1 + host.length };
  }
}

/** How card numbers begin and how long they are, the longest first: ISO/IEC 7812, and the schemes' own ranges. */
const SCHEMES: readonly { begins: RegExp; lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [19, 16, 13] },
  { begins: /^(?:5[1-5]|2[2-7])/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^3[0689]/, lengths: [16, 14] },
  { begins: /^(?:35|6[0245]|50|5[6-8]|81)/, lengths: [19, 18, 17, 16] },
];

const LENGTHS = Array.from({ length: 100 }, (_, two) => {
  const first = String(two).padStart(2, "0");
  return SCHEMES.find(({ begins }) => begins.test(first))?.lengths ?? [];
});
const MOST_DIGITS = 19;

function* findCardNumbers(text: string): Iterable<Span> {
  const digits = new Uint8Array(MOST_DIGITS);
  const ends = new Uint32Array(MOST_DIGITS);
  for (let at = 0; at < text.length; ) {
    const end = isDigit(text, at) && mayBegin(text, at) ? cardEnd(text, at, digits, ends) : at;
    if (end > at) yield { start: at, end };
    at = Math.max(at + 1, end);
  }
}

/** No number begins in a word, in another number, or behind its decimal point. */
function mayBegin(text: string, at: number): boolean {
  if (isSeparator(text, at - 1)) return true;
  const before = text[at - 1] ?? "";
  return before === "." ? !isDigit(text, at - 2) : !WORD.test(before);
}

/** Where the card number ends that begins there: the longest one, at the end of a group. Else the beginning. */
function cardEnd(text: string, start: number, digits: Uint8Array, ends: Uint32Array): number {
  let count = 0;
  for (let at = start; count < MOST_DIGITS && isDigit(text, at); count += 1) {
    digits[count] = text.charCodeAt(at) - ZERO;
    at += 1;
    ends[count] = at;
    if (isSeparator(text, at) && isDigit(text, at + 1)) at += 1;
  }
  const [first = 0, second = 0] = digits;
  for (const length of LENGTHS[first * 10 + second] ?? []) {
    const end = length <= count ? (ends[length - 1] ?? start) : start;
    if (end === start || !hasCheckDigit(digits, length)) continue;
    if (isSeparator(text, end) || !WORD.test(text[end] ?? "")) return end;
  }
  return start;
}

const ZERO = 48;
const SEPARATORS = [0x20, 0xa0, 0x2d];
const WORD = /[\p{L}\p{N}_]/u;

function isDigit(text: string, at: number): boolean {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9;
}

function isSeparator(text: string, at: number): boolean {
  return SEPARATORS.includes(text.charCodeAt(at));
}

function hasCheckDigit(digits: Uint8Array, length: number): boolean {
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    const value = (digits[at] ?? 0) * ((length - at) % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** The places that a pattern with the flags `g` and `d` finds: its group `secret` if it has one, else the whole. */
function* findPattern(text: string, pattern: RegExp, accepts = (_found: string) => true): Iterable<Span> {
  for (const { 0: whole, index, indices } of text.matchAll(pattern)) {
    const [start, end] = indices?.groups?.secret ?? [index, index + whole.length];
    if (accepts(text.slice(start, end))) yield { start, end };
  }
}
