/** The SDKs repeat whole messages in their errors, and a message may be a document of megabytes. */
const MAX_CHARACTERS = 4_000;

/** Writes a line to stderr, the beginning of a long one. stdout is the wire. */
export function log(message: string): void {
  const rest = message.length - MAX_CHARACTERS;
  console.error(`[kit-server] ${message.slice(0, MAX_CHARACTERS)}${rest > 0 ? `… and ${rest} more characters` : ""}`);
}
