import { hash } from "node:crypto";
import type { Call } from "../gateway/call.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { load, once } from "../shared/load.ts";
import type { CacheSettings } from "./router-settings.ts";

/** How often an answer was there already. */
export type CacheSnapshot = {
  readonly hits: number;
  readonly misses: number;
};

/** Keeps whole answers: one that is empty, was cut or was filtered may come better next time. */
export type AnswerCache = {
  readonly get: (call: Call) => Promise<CompletionReply | undefined>;
  readonly set: (call: Call, reply: CompletionReply) => Promise<void>;
};

export function createAnswerCache(settings: CacheSettings, count: { hits: number; misses: number }): AnswerCache {
  const { maxEntries = 500, ttlMs = 600_000 } = settings;
  const open = once(async () => {
    const { default: QuickLRU } = await load.quickLRU();
    return new QuickLRU<string, string>({ maxSize: maxEntries, maxAge: ttlMs });
  });
  // A refused parameter is taken out of the body on the way, and the next request has it again.
  const keys = new WeakMap<Call, string>();
  return {
    async get(call) {
      const key = keyOf(call);
      keys.set(call, key);
      const kept = (await open()).get(key);
      count[kept === undefined ? "misses" : "hits"] += 1;
      return kept === undefined ? undefined : JSON.parse(kept);
    },
    async set(call, reply) {
      if (!reply.choices.every(isWhole)) return;
      (await open()).set(keys.get(call) ?? keyOf(call), JSON.stringify(reply));
    },
  };
}

function isWhole({ finish_reason: reason, message }: CompletionReply["choices"][number]): boolean {
  return reason === "tool_calls" || (reason === "stop" && Boolean(message.content?.trim()));
}

/** All that the answer depends on: where the request goes, to which deployment, and each byte of it. */
function keyOf({ asked: { model, endpoint }, body }: Call): string {
  return hash("sha256", JSON.stringify([model.id, endpoint.baseURL, endpoint.query, body]), "base64url");
}
