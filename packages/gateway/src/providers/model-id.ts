import { GatewayError } from "../errors/gateway-error.ts";
import { PROVIDERS, type Provider, RETIRED_PROVIDERS } from "./providers.ts";

const KNOWN: readonly Provider[] = PROVIDERS;
const listNames = () => KNOWN.map((row) => row.name).join(", ");

/** A model id, taken apart. */
export type ModelId = {
  /** The whole id: `provider/name`. */
  readonly id: string;
  /** The row of the provider. */
  readonly provider: Provider;
  /** What the provider calls the model; may hold further slashes. */
  readonly name: string;
};

/**
 * Takes a model id apart at its first slash. The text before it is the provider; nothing is guessed from the rest.
 *
 * @throws {GatewayError} "invalid_model_id" when there is no slash, or nothing on one side of it
 * @throws {GatewayError} "unknown_provider" when no provider has that name, or it is retired
 *
 * @example
 * ```ts
 * const { provider, name } = parseModelId("openrouter/vendor/model");
 * provider.title; // "OpenRouter"
 * name; // "vendor/model"
 * ```
 */
export function parseModelId(id: string): ModelId {
  const slash = id.indexOf("/");
  const prefix = id.slice(0, Math.max(slash, 0));
  const name = id.slice(slash + 1);
  if (!prefix || !name.trim()) {
    const fix = `Write the model as \`provider/name\`; the providers are ${listNames()}.`;
    throw new GatewayError("invalid_model_id", { model: id, seen: JSON.stringify(id), fix });
  }
  const provider = KNOWN.find((row) => row.name === prefix);
  if (provider) return { id, provider, name };
  const retired = Object.hasOwn(RETIRED_PROVIDERS, prefix) ? RETIRED_PROVIDERS[prefix] : undefined;
  const fix = `${retired ?? "Write the model as `provider/name`"}; the providers are ${listNames()}.`;
  throw new GatewayError("unknown_provider", { model: id, provider: prefix, seen: JSON.stringify(prefix), fix });
}
