import { KitError } from "@kit/protocol";
import { placeholder, redactText } from "./redact-text.ts";
import type { Redaction } from "./redaction.ts";

const MAX_DEPTH = 200;

/**
 * A JSON value without what the redactions find in its texts, its numbers and the names of its fields. The value of a
 * field whose name says that it is a secret is taken out whole.
 *
 * @throws {KitError} "invalid_request" when it is nested too deep to look into.
 */
export function redactJson<T>(value: T, redactions: readonly Redaction[], count: (name: string) => void): T {
  return redactValue(value, 0) as T;

  function redactValue(inner: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) throw tooDeep();
    if (typeof inner === "string") return redactText(inner, redactions, count);
    if (typeof inner === "number") return redactNumber(inner);
    if (Array.isArray(inner)) return inner.map((item) => redactValue(item, depth + 1));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map((entry) => redactField(entry, depth)));
  }

  function redactField([name, inner]: [string, unknown], depth: number): [string, unknown] {
    const redaction = redactions.find(({ isSecretField }) => isSecretField?.(name));
    const isSecret = typeof inner === "string" ? inner.trim() !== "" : typeof inner === "number";
    if (redaction === undefined || !isSecret)
      return [redactText(name, redactions, count), redactValue(inner, depth + 1)];
    count(redaction.name);
    return [name, placeholder(redaction)];
  }

  /** A number stays one, unless something in it is taken out. */
  function redactNumber(inner: number): unknown {
    const text = redactText(String(inner), redactions, count);
    return text === String(inner) ? inner : text;
  }
}

function tooDeep(): KitError {
  return new KitError("invalid_request", `Invalid sampling request: it is nested more than ${MAX_DEPTH} deep.`);
}
