/** Shorter ones would blot out ordinary words. */
const SHORTEST_SECRET = 4;

/** Replaces secrets, and what looks like one after `Bearer`, so that the text can be shown. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text)
    .replace(/\bBearer\s+[\w.~+/=-]{12,}/gi, "Bearer [secret]");
}
