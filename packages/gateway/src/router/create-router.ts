import type { Gateway } from "../gateway.ts";
import { load, once } from "../load.ts";
import { createStream } from "../streaming/create-stream.ts";
import { createEmitter } from "./create-emitter.ts";
import { describeUnasked } from "./describe-unasked.ts";
import type { OpenRouter } from "./open-router.ts";
import { requireNames } from "./require-names.ts";
import type { RouterEvents, RouterListener } from "./router-events.ts";
import type { RouterSettings } from "./router-settings.ts";
import type { RouterSnapshot } from "./router-snapshot.ts";

/** A gateway that knows groups, and goes on when one model fails. `model` is an alias or a model id. */
export interface Router extends Gateway {
  /** Calls the listener whenever it happens. Gives what takes the listener away again. */
  on<Name extends keyof RouterEvents>(name: Name, listener: RouterListener<Name>): () => void;
  /** How deployments, budget and cache stand. */
  snapshot(): RouterSnapshot;
}

/**
 * Makes a router. Sends nothing and loads nothing until the first request.
 *
 * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when a name in the settings leads nowhere,
 *   "no_deployment" when a group is empty
 *
 * @example
 * ```ts
 * const router = createRouter({
 *   groups: { fast: [{ model: "groq/some-model", rpm: 30 }, { model: "offline/kit-offline-1", order: 2 }] },
 *   providers: { offline: { baseURL } },
 * });
 * const reply = await router.completion({ model: "fast", messages });
 * reply.kit.trail; // who was asked, and how it went
 * ```
 */
export function createRouter(settings: RouterSettings = {}): Router {
  requireNames(settings);
  const emitter = createEmitter();
  let opened: OpenRouter | undefined;
  const open = once(async () => {
    opened = (await load.router()).openRouter(settings, emitter);
    return opened;
  });
  return {
    completion: async (request) => (await open()).complete(request),
    stream: (request) => createStream(request.model, async () => (await open()).stream(request)),
    on: emitter.on,
    snapshot: () => opened?.snapshot() ?? describeUnasked(settings),
  };
}
