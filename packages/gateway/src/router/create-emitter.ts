import type { RouterEmitter, RouterEvents, RouterListener } from "./router-events.ts";

export function createEmitter(): RouterEmitter {
  const listeners: { [Name in keyof RouterEvents]: Set<RouterListener<Name>> } = {
    attempt: new Set(),
    retry: new Set(),
    fallback: new Set(),
    cooldown: new Set(),
    cache_hit: new Set(),
    budget: new Set(),
  };
  return {
    on(name, listener) {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    emit(name, event) {
      for (const listener of listeners[name]) call(listener, event);
    },
  };
}

/** A listener that fails must not fail the request that it listens to. */
function call<Event>(listener: (event: Event) => void, event: Event): void {
  try {
    listener(event);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
