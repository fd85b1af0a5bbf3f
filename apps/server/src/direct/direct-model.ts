import type { Ask } from "@kit/sampling";
import { createDirectAsk } from "./create-direct-ask.ts";
import { directModeFrom } from "./direct-mode.ts";

/** The server's own model, for those who cannot sample. */
export type DirectModel = {
  /** The model to ask instead of the client, if there is one and this is its turn. */
  insteadOf: (client: { canSample: boolean }) => Ask | undefined;
};

/**
 * Reads from the environment whether the server has a model of its own. By default it has none.
 *
 * @throws {KitError} "invalid_option" when the environment names a mode that does not exist, or no model.
 */
export function directModelFrom(env: NodeJS.ProcessEnv): DirectModel {
  const mode = directModeFrom(env);
  if (mode === "off") return { insteadOf: () => undefined };
  const ask = createDirectAsk(env);
  return { insteadOf: ({ canSample }) => (mode === "always" || !canSample ? ask : undefined) };
}
