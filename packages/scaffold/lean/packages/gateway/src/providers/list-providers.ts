import type { ProviderSettings } from "./provider-settings.ts";
import { isHosted, parseModelId, resolveProvider } from "./resolve-provider.ts";

/** Where the prompts of one provider go. */
export type Destination = {
  readonly provider: string;
  readonly title: string;
  /** The host and port of its API. */
  readonly host: string;
  /** Whether prompts leave this machine. */
  readonly isHosted: boolean;
};

/**
 * Where the prompts of these models may go, each place once. Sends nothing.
 *
 * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
 */
export function listDestinations(models: readonly string[], settings: ProviderSettings = {}): Destination[] {
  const places = models.map((id): [string, Destination] => {
    const model = parseModelId(id);
    const { name: provider, title } = model.provider;
    const { host } = new URL(resolveProvider(model, settings).baseURL);
    return [`${provider} ${host}`, { provider, title, host, isHosted: isHosted(model.provider, settings) }];
  });
  return [...new Map(places).values()];
}
