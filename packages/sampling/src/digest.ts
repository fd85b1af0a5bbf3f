const LENGTH = 22;

/** A digest of JSON data: SHA-256, base64url, 128 bits of it. */
export function digestOf(value: unknown): string {
  // Loaded when it is first needed: a server starts faster without it.
  const { hash } = process.getBuiltinModule("node:crypto");
  return hash("sha256", JSON.stringify(value), "base64url").slice(0, LENGTH);
}

/** Puts the keys of JSON data in order, so that its digest does not depend on who wrote it. */
export function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(Reflect.get(value, key))]));
}

/** Names questions by what they ask, so that an answer can only ever belong to the question it was given for. */
export function createQuestionKeys(): (question: unknown) => string {
  const occurrences = new Map<string, number>();
  return (question) => {
    const digest = digestOf(question);
    const occurrence = (occurrences.get(digest) ?? 0) + 1;
    occurrences.set(digest, occurrence);
    return `${digest}.${occurrence}`;
  };
}
