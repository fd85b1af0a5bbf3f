import { maskSecrets } from "./mask-secrets.ts";

/** Long enough for any provider's sentence, short enough for a log line. Characters. */
const LONGEST = 300;

/** Quotes what a provider wrote: without secrets, on one line, cut when long. */
export function quoteSeen(text: string, secrets: readonly string[]): string {
  const line = maskSecrets(text, secrets).replace(/\s+/g, " ").trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`;
}
