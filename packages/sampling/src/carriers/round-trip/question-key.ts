import { digestOf } from "../../digest.ts";

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
