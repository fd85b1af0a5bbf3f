import { closestMatch } from "leven";

const MAX_DISTANCE = 3;

/** The name that was probably meant, as ` Did you mean tools?`, or nothing when none is near. */
export function didYouMean(seen: string, names: readonly string[]): string {
  const maxDistance = Math.min(MAX_DISTANCE, Math.ceil(seen.length / 2));
  const closest = closestMatch(seen.toLowerCase(), names, { maxDistance });
  return closest === undefined ? "" : ` Did you mean ${closest}?`;
}
