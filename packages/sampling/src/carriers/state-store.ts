import { KitError } from "@kit/protocol";
import type { StateSeal } from "./state-seal.ts";

/** Where journals can be kept, such as a `Keyv`. */
export type StateStore = {
  get: (key: string) => Promise<string | undefined>;
  /**
   * @param ttlMs How long the value is needed, in milliseconds.
   * @returns `false`, as a `Keyv` does, or rejects when the value could not be kept.
   */
  set: (key: string, value: string, ttlMs?: number) => Promise<unknown>;
  /** Resolves to whether there was something to delete. */
  delete: (key: string) => Promise<boolean>;
};

/** Options of `storeState`. */
export type StoreStateOptions = {
  store: StateStore;
  /** How long a state is kept, in milliseconds. Default: ten minutes. */
  ttlMs?: number;
  /** Whether a state may be used once only. Default: false, a client may repeat a round. */
  isSingleUse?: boolean;
};

const DEFAULT_TTL_MS = 600_000;
const HANDLE = /^stored\.([A-Za-z0-9_-]{32})$/;

/**
 * Keeps what a seal makes in a store, and sends only a handle through the client: for tools with many rounds, whose
 * state would grow on the wire with the square of their number.
 *
 * Its `seal` and `open` throw `KitError` "state_store_failed" when the store does.
 */
export function storeState(seal: StateSeal, options: StoreStateOptions): StateSeal {
  const { store, ttlMs = DEFAULT_TTL_MS, isSingleUse = false } = options;
  return {
    async seal(journal) {
      const key = process.getBuiltinModule("node:crypto").randomBytes(24).toString("base64url");
      const sealed = await seal.seal(journal);
      if ((await reach(() => store.set(key, sealed, ttlMs))) === false) throw failedStore();
      return `stored.${key}`;
    },
    async open(state) {
      const key = HANDLE.exec(state)?.[1];
      if (key === undefined) throw unknownState();
      const sealed = await reach(() => store.get(key));
      // Of two who come with the same state at the same time, one deletes it.
      const isSpent = isSingleUse && sealed !== undefined && !(await reach(() => store.delete(key)));
      if (sealed === undefined || isSpent) throw unknownState();
      return seal.open(sealed);
    },
    forPrincipal: (principal) => storeState(seal.forPrincipal(principal), options),
  };
}

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw failedStore(cause);
  }
}

function failedStore(cause?: unknown): KitError {
  const message = "The server's store of states does not answer. Try the call again later.";
  return new KitError("state_store_failed", message, { cause });
}

function unknownState(): KitError {
  return new KitError("state_invalid", "The requestState is unknown, used up or has expired. Start the call again.");
}
