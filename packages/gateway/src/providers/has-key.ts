import type { Provider } from "./provider.ts";
import { readEnv } from "./read-env.ts";
import type { Environment } from "./settings.ts";

/** Whether the environment holds an API key for this provider. An empty variable counts as absent. */
export function hasKey(provider: Provider, env: Environment = process.env): boolean {
  return readEnv(env, provider.apiKeyEnv) !== undefined;
}
