import { hash } from "node:crypto";

const LENGTH = 22;

/** A digest of JSON data that does not depend on the order of its keys: SHA-256, base64url, 128 bits of it. */
export function digestOf(value: unknown): string {
  return hash("sha256", canonicalJson(value), "base64url").slice(0, LENGTH);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
