import type { KeyObject } from "node:crypto";
import { KitError } from "@kit/protocol";
import type { Journal } from "./journal.ts";

const DEFAULT_TTL_MS = 600_000;
const MIN_SECRET_LENGTH = 32;
const COMPRESS_FROM_BYTES = 1_024;
const MAX_STATE_BYTES = 64 * 1024 * 1024;
const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG = { authTagLength: 16 };

// Loading these takes a tenth of a server's start, and no state is sealed before a tool asks.
const loadCrypto = () => process.getBuiltinModule("node:crypto");
const loadZlib = () => process.getBuiltinModule("node:zlib");
const loadPromisify = () => process.getBuiltinModule("node:util").promisify;

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

/** A key, and the protected headers of what it seals: as it is, and deflated. */
type SealKey = { secret: KeyObject; plainHeader: string; deflatedHeader: string };

/**
 * Encrypts and authenticates what travels through the client: JWE (RFC 7516), `dir` with `A256GCM`, deflated from
 * 1 KB on unless there are steps. The spec demands integrity (basic/patterns/mrtr, server requirements 4 and 5); encryption keeps a
 * tool's inner questions and answers from whoever logs the wire.
 *
 * It is written on `node:crypto`: a JWE library does each of these small pieces of work on another thread, which took
 * as long as everything else in a round.
 *
 * @throws {KitError} "invalid_option" when a secret is shorter than 32 characters.
 */
export function createStateSeal({ secrets = [], ttlMs = DEFAULT_TTL_MS }: StateSealOptions = {}): StateSeal {
  for (const secret of secrets) assertLong(secret);
  let made: readonly [SealKey, ...SealKey[]] | undefined;
  const keyRing = () => {
    const [first = loadCrypto().randomBytes(32).toString("base64url"), ...older] = secrets;
    made ??= [toKey(first), ...older.map(toKey)];
    return made;
  };

  const sealFor = (principal?: string): StateSeal => ({
    async seal(journal) {
      const plaintext = Buffer.from(JSON.stringify({ expiresAt: Date.now() + ttlMs, principal, journal }));
      const [{ secret, plainHeader, deflatedHeader }] = keyRing();
      // A client chooses its answers. How well they compress beside what a step holds would tell it what that is.
      const hasSteps = Object.keys(journal.steps).length > 0;
      if (hasSteps || plaintext.length < COMPRESS_FROM_BYTES) return encrypt(secret, plainHeader, plaintext);
      return encrypt(secret, deflatedHeader, await deflate(plaintext));
    },

    async open(state) {
      try {
        const { plaintext, isDeflated } = decrypt(keyRing(), state);
        const sealed = JSON.parse((isDeflated ? await inflate(plaintext) : plaintext).toString());
        if (sealed.expiresAt > Date.now() && sealed.principal === principal) return sealed.journal;
        throw new Error("It has expired, or it is another's.");
      } catch (error) {
        const message = "The requestState is invalid or has expired. Start the call again.";
        throw new KitError("state_invalid", message, { cause: error });
      }
    },

    forPrincipal: sealFor,
  });
  return sealFor();
}

function assertLong(secret: string): void {
  if (secret.length >= MIN_SECRET_LENGTH) return;
  throw new KitError("invalid_option", `A state key needs ${MIN_SECRET_LENGTH} characters or more.`);
}

function toKey(secret: string): SealKey {
  const { createSecretKey, hash } = loadCrypto();
  const bytes = hash("sha256", secret, "buffer");
  const header = { alg: "dir", enc: "A256GCM", kid: hash("sha256", bytes, "base64url").slice(0, 8) };
  const [plainHeader = "", deflatedHeader = ""] = [header, { ...header, zip: "DEF" }].map((each) =>
    Buffer.from(JSON.stringify(each)).toString("base64url"),
  );
  return { secret: createSecretKey(bytes), plainHeader, deflatedHeader };
}

/** JWE compact serialization: header, no encrypted key, initialization vector, ciphertext, authentication tag. */
function encrypt(key: KeyObject, header: string, plaintext: Buffer): string {
  const { createCipheriv, randomBytes } = loadCrypto();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, TAG).setAAD(Buffer.from(header));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const parts = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return `${header}..${parts.join(".")}`;
}

/** Only a header that one of the keys writes is taken, so a client has no say in how its state is opened. */
function decrypt(keys: readonly SealKey[], state: string): { plaintext: Buffer; isDeflated: boolean } {
  const [header = "", encryptedKey, iv = "", ciphertext = "", tag = "", ...more] = state.split(".");
  const key = keys.find(({ plainHeader, deflatedHeader }) => header === plainHeader || header === deflatedHeader);
  if (key === undefined || encryptedKey !== "" || more.length > 0) throw new Error("No key opens it.");
  const decipher = loadCrypto()
    .createDecipheriv(CIPHER, key.secret, Buffer.from(iv, "base64url"), TAG)
    .setAAD(Buffer.from(header))
    .setAuthTag(Buffer.from(tag, "base64url"));
  const plaintext = Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]);
  return { plaintext, isDeflated: header === key.deflatedHeader };
}

function deflate(plaintext: Buffer): Promise<Buffer> {
  return loadPromisify()<Buffer, Buffer>(loadZlib().deflateRaw)(plaintext);
}

/** A state that would grow too large is refused by an error. */
function inflate(deflated: Buffer): Promise<Buffer> {
  const options = { maxOutputLength: MAX_STATE_BYTES };
  return loadPromisify()<Buffer, object, Buffer>(loadZlib().inflateRaw)(deflated, options);
}
