import { hash } from "node:crypto";

const KEY_LENGTH = 22;

/** A digest of JSON data that does not depend on the order of its keys: SHA-256, base64url, 128 bits of it. */
export function digestOf(value: unknown): string {
  return hash("sha256", canonicalJson(value), "base64url").slice(0, KEY_LENGTH);
}

/** Names questions by what they ask, so that an answer can only ever belong to the question it was given for. */
export function createQuestionKeys() {
  const occurrences = new Map<string, number>();
  return function nextKey(question: unknown): string {
    const digest = digestOf(question);
    const occurrence = (occurrences.get(digest) ?? 0) + 1;
    occurrences.set(digest, occurrence);
    return `${digest}.${occurrence}`;
  };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
