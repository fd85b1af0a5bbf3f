import { KitError } from "@kit/protocol";

const MODES = ["off", "fallback", "always"] as const;

/** Whether the server may ask a model of its own: never, when the client cannot sample, or always. */
export type DirectMode = (typeof MODES)[number];

/**
 * Reads the mode from `KIT_DIRECT`. Default: `off`.
 *
 * @throws {KitError} "invalid_option" when it is none of the modes.
 */
export function directModeFrom(env: NodeJS.ProcessEnv): DirectMode {
  const named = env.KIT_DIRECT || "off";
  const mode = MODES.find((candidate) => candidate === named);
  if (mode !== undefined) return mode;
  throw new KitError("invalid_option", `KIT_DIRECT is "${named}". Use one of ${MODES.join(", ")}.`);
}
