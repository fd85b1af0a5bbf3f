import { GatewayError } from "../errors/gateway-error.ts";
import { parseModelId } from "../model-id.ts";
import type { RouterSettings } from "./router-settings.ts";

/**
 * Checks every name in the settings: each must be a model id or the alias of a group that has a deployment.
 *
 * @throws {GatewayError} "invalid_model_id", "unknown_provider" or "no_deployment"
 */
export function requireNames(settings: RouterSettings): void {
  const { groups = {}, fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = settings;
  for (const { model } of Object.values(groups).flat()) parseModelId(model);
  for (const [alias, group] of Object.entries(groups)) {
    if (group.length > 0) continue;
    throw new GatewayError("no_deployment", { model: alias, seen: "an empty group", fix: "Add a deployment to it." });
  }
  const lists = [fallbacks, contextWindowFallbacks, contentPolicyFallbacks].flatMap((list) =>
    Object.entries(list ?? {}),
  );
  for (const name of lists.flat(2)) if (name !== "*" && !Object.hasOwn(groups, name)) requireModelId(name, settings);
}

/** Demands the form `provider/name` of what is no alias, and lists the aliases to who has meant one. */
export function requireModelId(name: string, { groups = {} }: RouterSettings): void {
  const aliases = Object.keys(groups).join(", ");
  if (name.includes("/") || !aliases) return void parseModelId(name);
  const fix = `Name a group, which are ${aliases}, or write the model as \`provider/name\`.`;
  throw new GatewayError("invalid_model_id", { model: name, seen: JSON.stringify(name), fix });
}
