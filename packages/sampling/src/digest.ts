import { hash } from "node:crypto";

const LENGTH = 22;

/** A digest of JSON data that does not depend on the order of its keys: SHA-256, base64url, 128 bits of it. */
export function digestOf(value: unknown): string {
  return hash("sha256", canonicalJson(value), "base64url").slice(0, LENGTH);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(Reflect.get(value, key))]));
}
