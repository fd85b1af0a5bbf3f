import { loadConfig } from "../models/load-config.ts";
import { modelsFrom } from "../models/models-from.ts";
import { type OpenModels, openModels } from "../models/open-models.ts";
import { createSamplingHandler } from "../sampling/create-sampling-handler.ts";
import type { Hub } from "../servers/hub.ts";
import { loadServers } from "../servers/load-servers.ts";
import { openServers } from "../servers/open-servers.ts";
import { renderFailure, toFailure } from "../terminal/report-failure.ts";
import type { HostFlags } from "../terminal/shared-options.ts";
import { createHopLog } from "./hop-log.ts";

/** What a command that uses servers works with. */
export type Host = { hub: Hub; models: OpenModels; close(): Promise<void> };

/** Where a command runs. */
export type HostContext = {
  env: NodeJS.ProcessEnv;
  /** The folder that paths are relative to. */
  here: string;
  /** Ends what the command does. */
  signal: AbortSignal;
  /** Tells the person something beside the result, such as a server that could not be opened. */
  tell: (line: string) => void;
};

/**
 * Makes what every command uses: the models, the sampling handler that answers with them, and the servers.
 *
 * @throws {KitError} when the models or the configuration are wrong, or no server can be opened.
 */
export async function openHost(flags: HostFlags, { env, here, signal, tell }: HostContext): Promise<Host> {
  const entries = await loadServers(flags.servers, here, env);
  const models = await openModels(modelsFrom(flags.model, env), env, await loadConfig(flags.config, here));
  try {
    for (const { title, host, isHosted } of models.destinations) {
      if (isHosted) tell(`Prompts leave this machine: ${title} (${host}) may get them.`);
    }
    const log = flags.verbose ? createHopLog(tell) : undefined;
    const handler = createSamplingHandler({
      gateway: models.gateway,
      candidates: models.candidates,
      ...(log && { observe: log.observe }),
    });
    const hub = await openServers(entries, {
      revision: flags.protocol,
      handler,
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
      async close() {
        await hub.close();
        await models.close();
      },
    };
  } catch (error) {
    await models.close();
    throw error;
  }
}
