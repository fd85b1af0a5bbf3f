import type { Ledger, SamplingEvent, SamplingObserver } from "@kit/consent";
import { renderFailure, toFailure } from "@kit/terminal";
import { describeDestination } from "../models/describe-destination.ts";
import { loadConfig } from "../models/load-config.ts";
import { modelsFrom } from "../models/models-from.ts";
import { type OpenModels, openModels } from "../models/open-models.ts";
import { createSamplingHandler } from "../sampling-handler.ts";
import type { Hub } from "../servers.ts";
import { loadServers, openServers } from "../servers.ts";
import type { HostFlags } from "../terminal/shared-options.ts";
import { createHopLog } from "./hop-log.ts";
import type { HostContext } from "./host-context.ts";
import { openConsent } from "./open-consent.ts";

/** What a command that uses servers works with. */
export type Host = { hub: Hub; models: OpenModels; ledger: Ledger; close(): Promise<void> };

const watchNothing = (): SamplingObserver => () => undefined;

/**
 * Makes what every command uses: what the person allows, the models, the servers, and for each of them a handler that
 * answers when it samples.
 *
 * @param watch Makes what sees the sampling of one connection. Default: nobody does.
 * @throws {KitError} when the policy, the ledger, the models or the configuration are wrong, or no server can be opened.
 */
export async function openHost(flags: HostFlags, context: HostContext, watch = watchNothing): Promise<Host> {
  const { env, here, signal, tell } = context;
  const entries = await loadServers(flags.servers, here, env);
  const config = await loadConfig(flags.config, here);
  const consent = await openConsent(flags, context);
  const models = await openModels(modelsFrom(flags.model, env), env, config).catch((error) => {
    consent.close();
    throw error;
  });
  const close = async () => {
    await models.close();
    consent.close();
  };
  try {
    for (const destination of models.destinations) if (destination.isHosted) tell(describeDestination(destination));
    const log = flags.verbose ? createHopLog(tell) : undefined;
    const { gateway, candidates } = models;
    const hub = await openServers(entries, {
      revision: flags.protocol,
      createHandler(closed) {
        const see = watch();
        const observe = (event: SamplingEvent) => {
          log?.observe(event);
          see(event);
        };
        return createSamplingHandler({ gateway, candidates, ...consent, closed, observe });
      },
      signal,
      ...(log && { onTraffic: log.onTraffic, onStderr: log.onStderr }),
    });
    const [first, ...others] = hub.failures;
    const isNoneOpen = hub.connections.length === 0;
    for (const { error } of isNoneOpen ? others : hub.failures) tell(renderFailure(toFailure(error)));
    if (isNoneOpen && first !== undefined) throw first.error;
    return {
      hub,
      models,
      ledger: consent.ledger,
      async close() {
        await hub.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
