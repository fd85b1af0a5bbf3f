import { hash, randomBytes, type webcrypto } from "node:crypto";
import { KitError } from "@kit/protocol";
import type { Journal } from "./journal.ts";

const DEFAULT_TTL_MS = 600_000;
const MIN_SECRET_LENGTH = 32;
const COMPRESS_FROM_BYTES = 1_024;
const MAX_STATE_BYTES = 64 * 1024 * 1024;

/** Options of a `StateSeal`. */
export type StateSealOptions = {
  /** Secrets of 32 characters or more. The first one seals, all of them open. Default: a random one for this process. */
  secrets?: readonly string[];
  /** How long a sealed state may be used, in milliseconds. Default: ten minutes. */
  ttlMs?: number;
};

/** Turns a journal into a `requestState` and back. */
export type StateSeal = {
  seal: (journal: Journal) => Promise<string>;
  /** @throws {KitError} "state_invalid" when it was tampered with, sealed elsewhere or for another, or has expired. */
  open: (state: string) => Promise<Journal>;
  /** A seal for one principal: what it seals, nobody else can use. */
  forPrincipal: (principal: string) => StateSeal;
};

/**
 * Encrypts and authenticates what travels through the client: JWE (RFC 7516), `dir` with `A256GCM`, deflated from
 * 1 KB on. The spec demands integrity (basic/patterns/mrtr, server requirements 4 and 5); encryption keeps a
 * tool's inner questions and answers from whoever logs the wire. The library is loaded with the first state.
 *
 * @throws {KitError} "invalid_option" when a secret is shorter than 32 characters.
 */
export function createStateSeal({ secrets = [], ttlMs = DEFAULT_TTL_MS }: StateSealOptions = {}): StateSeal {
  const keys = (secrets.length > 0 ? secrets : [randomBytes(32).toString("base64url")]).map(toKey);
  const [current] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));

  const sealFor = (principal?: string): StateSeal => ({
    async seal(journal) {
      if (current === undefined) throw new Error("There is always at least one key.");
      const plaintext = Buffer.from(JSON.stringify({ expiresAt: Date.now() + ttlMs, principal, journal }));
      const { CompactEncrypt } = await loadJose();
      const zip = plaintext.length >= COMPRESS_FROM_BYTES ? { zip: "DEF" as const } : {};
      return new CompactEncrypt(plaintext)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: current.id, ...zip })
        .encrypt(await current.key);
    },

    async open(state) {
      try {
        const { compactDecrypt } = await loadJose();
        const { plaintext } = await compactDecrypt(state, async ({ kid }) => (await byId.get(kid ?? "")) ?? refuse(), {
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
          maxDecompressedLength: MAX_STATE_BYTES,
        });
        const sealed = JSON.parse(Buffer.from(plaintext).toString());
        return sealed.expiresAt > Date.now() && sealed.principal === principal ? sealed.journal : refuse();
      } catch (error) {
        const message = "The requestState is invalid or has expired. Start the call again.";
        throw new KitError("state_invalid", message, { cause: error });
      }
    },

    forPrincipal: sealFor,
  });
  return sealFor();
}

let jose: Promise<typeof import("jose")> | undefined;

/** Remembered here, since even an import of what is loaded takes as long as sealing a state. */
function loadJose(): Promise<typeof import("jose")> {
  jose ??= import("jose");
  return jose;
}

/** The key is imported once, and not each time it is used. */
function toKey(secret: string): { id: string; key: Promise<webcrypto.CryptoKey> } {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new KitError("invalid_option", `A state key needs ${MIN_SECRET_LENGTH} characters or more.`);
  }
  const bytes = hash("sha256", secret, "buffer");
  const key = crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { id: hash("sha256", bytes, "base64url").slice(0, 8), key };
}

function refuse(): never {
  throw new Error("No key opens it, it is another's, or it has expired.");
}
