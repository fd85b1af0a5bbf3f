import { hash } from "node:crypto";
import type { Keyv } from "keyv";
import type { Call } from "../call/call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import { load } from "../load.ts";
import type { CacheSettings } from "./router-settings.ts";

/** How often an answer was there already. */
export interface CacheSnapshot {
  readonly hits: number;
  readonly misses: number;
}

/** Keeps whole answers. */
export interface AnswerCache {
  readonly get: (call: Call) => Promise<CompletionReply | undefined>;
  readonly set: (call: Call, reply: CompletionReply) => Promise<void>;
  readonly snapshot: () => CacheSnapshot;
}

export function createAnswerCache({ maxEntries = 500, ttlMs = 600_000 }: CacheSettings): AnswerCache {
  const count = { hits: 0, misses: 0 };
  // A refused parameter is taken out of the body on the way, and the next request has it again.
  const keys = new WeakMap<Call, string>();
  let store: Promise<Keyv<string>> | undefined;
  const open = () => {
    store ??= openStore(maxEntries, ttlMs);
    return store;
  };
  return {
    snapshot: () => ({ ...count }),
    async get(call) {
      const key = keyOf(call);
      keys.set(call, key);
      const kept = await (await open()).get(key);
      count[kept === undefined ? "misses" : "hits"] += 1;
      return kept === undefined ? undefined : JSON.parse(kept);
    },
    async set(call, reply) {
      await (await open()).set(keys.get(call) ?? keyOf(call), JSON.stringify(reply));
    },
  };
}

/** All that the answer depends on: where the request goes, to which deployment, and each byte of it. */
function keyOf({ asked: { model, endpoint }, body }: Call): string {
  return hash("sha256", JSON.stringify([model.id, endpoint.baseURL, body]), "base64url");
}

async function openStore(maxSize: number, ttl: number): Promise<Keyv<string>> {
  const [{ Keyv, KeyvMemoryAdapter }, { default: QuickLRU }] = await Promise.all([load.keyv(), load.quickLRU()]);
  return new Keyv<string>({ store: new KeyvMemoryAdapter(new QuickLRU({ maxSize })), ttl, serialization: false });
}
