import type { Destination } from "./open-models.ts";

/** Whether prompts leave this machine for a provider, and to whom they go. */
export function describeDestination({ provider, title, host, isHosted }: Destination): string {
  if (isHosted) return `Prompts leave this machine: ${title} (${host}) may get them.`;
  return provider === "offline"
    ? "The offline model: rules on this machine, not a language model. Nothing leaves it, no key is needed."
    : `Model server: ${title} on this machine (${host}). Nothing leaves it.`;
}
