import { EventEmitter } from "node:events";
import type { ErrorKind } from "../errors/error-kinds.ts";

/** What a router tells while it works. Nothing of it quotes a message or an answer. */
export type RouterEvents = {
  /** A request goes out to a deployment. `attempt` counts from 1 within the call. */
  attempt: { readonly asked: string; readonly model: string; readonly attempt: number };
  /** The call will be sent again after `delayMs`. */
  retry: { readonly asked: string; readonly model: string; readonly kind: ErrorKind; readonly delayMs: number };
  /** The call goes on with another alias or model. */
  fallback: { readonly from: string; readonly to: string; readonly kind: ErrorKind };
  /** A deployment is not asked for `durationMs`. */
  cooldown: { readonly model: string; readonly kind: ErrorKind; readonly durationMs: number };
  /** The answer was kept from before: nothing goes out. */
  cache_hit: { readonly asked: string; readonly model: string };
};

/** Hears one kind of event. */
export type RouterListener<Name extends keyof RouterEvents> = (event: RouterEvents[Name]) => void;

/** Tells listeners what happens. */
export type RouterEmitter = {
  readonly on: <Name extends keyof RouterEvents>(name: Name, listener: RouterListener<Name>) => () => void;
  readonly emit: <Name extends keyof RouterEvents>(name: Name, event: RouterEvents[Name]) => void;
};

export function createEmitter(): RouterEmitter {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    on(name, listener) {
      const call: typeof listener = (event) => {
        try {
          listener(event);
        } catch (error) {
          // A listener that fails must not fail the request that it listens to.
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      };
      emitter.on(name, call);
      return () => void emitter.off(name, call);
    },
    emit: (name, event) => void emitter.emit(name, event),
  };
}
