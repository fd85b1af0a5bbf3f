import { findPattern } from "./find-pattern.ts";
import type { Redaction, Span } from "./redaction.ts";

/** What secrets are called. The short ones begin a word; `page_token` and `PWD=/home` are no secrets. */
const NAMES = [
  "password|passwd|passphrase|(?:api|access|secret|private|auth|account|client)[_-]?(?:key|token|secret)",
  "(?<![a-z])(?:secret|credentials?|pwd(?!=/))",
  "(?<![a-z]|(?:page|next|continuation|sync|max|min|stop|start|end|pad)[_-])token",
].join("|");

/** `password=…`, `"api_key": "…"`, `DB_PASSWORD: …`. @internal */
export const ASSIGNMENT = new RegExp(
  String.raw`(?:${NAMES})["'${"`"}]?[ \t]{0,4}(?<sign>[:=])(?![=>])[ \t]{0,4}` +
    String.raw`(?<secret>"[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\s"'${"`"},;)\]}]{1,4000})`,
  "dgi",
);

/** The password in `https://user:password@host`. @internal */
export const IN_URL = /:\/\/[^\s:@/]{0,128}:(?<secret>[^\s@/]{1,256})@/dg;

const FIELD = new RegExp(`(?:${NAMES})$`, "i");

/** Passwords and other secrets, known by the name that they are given or the address that they stand in. */
export const passwords: Redaction = {
  name: "passwords",
  label: "password",
  find,
  isSecretField: (name) => name.length <= 100 && FIELD.test(name),
};

function* find(text: string): Iterable<Span> {
  for (const { 0: whole, indices } of text.matchAll(ASSIGNMENT)) {
    const [start = 0, end = 0] = indices?.groups?.secret ?? [];
    const isQuoted = /["']/.test(text[start] ?? "");
    const value = isQuoted ? text.slice(start + 1, end - 1) : text.slice(start, end);
    if (!isSecret(value, isQuoted || whole.includes("="))) continue;
    yield isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
  }
  yield* findPattern(text, IN_URL);
}

/** A value that code or a form has in the place of a secret. */
const EMPTY =
  /^(?:null|nil|none|undefined|true|false|string|number|boolean|required|optional|\*+|\.+|<.*>|\$\{.*\}?|\[redacted:.*)$/i;

/** After a colon prose may follow: there, a secret has something that is no letter. */
function isSecret(value: string, isAssigned: boolean): boolean {
  if (EMPTY.test(value)) return false;
  return isAssigned ? value.length >= 3 : value.length >= 6 && /[^\p{L}.]/u.test(value);
}
