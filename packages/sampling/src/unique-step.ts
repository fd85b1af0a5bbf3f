import { KitError } from "@kit/protocol";
import type { Step } from "./tool-context.ts";

/**
 * Makes sure that every step of a run has a name of its own. Two of the same name would be told apart by their order,
 * and side by side that can change from replay to replay.
 *
 * @throws {KitError} "duplicate_step" for a name that was used before.
 */
export function withUniqueNames(step: Step): Step {
  const names = new Set<string>();
  return async (name, work) => {
    if (names.has(name)) {
      throw new KitError("duplicate_step", `There are two steps named "${name}". Put what differs into the name.`);
    }
    names.add(name);
    return step(name, work);
  };
}
