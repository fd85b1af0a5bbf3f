import { readStems } from "../../text/read-words.ts";
import { stemsOfName } from "./relate-names.ts";

/** How far, in characters, a value may stand from the word that names it. */
const reach = 120;

/** Of things found in a text, the one nearest to a word of the name, in the same sentence. What follows a word is nearer. */
export function nearest<Found extends { start: number; end: number }>(
  found: readonly Found[],
  text: string,
  name: { name: string; description: string },
): Found | undefined {
  return findNear(found, text, stemsOfName(name.name)) ?? findNear(found, text, readStems(name.description));
}

function findNear<Found extends { start: number; end: number }>(
  found: readonly Found[],
  text: string,
  stems: readonly string[],
): Found | undefined {
  const places = [...text.matchAll(/[\p{L}\d]+/gu)]
    .filter(([word]) => stems.includes(stemsOfName(word)[0] ?? ""))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
  let best: { item: Found; distance: number } | undefined;
  for (const item of found) {
    for (const place of places) {
      // A year that is named "year" by itself is not its own name.
      if (place.start >= item.start && place.end <= item.end && /\d/.test(text.slice(place.start, place.end))) continue;
      const isAfter = item.start >= place.start;
      const between = isAfter ? text.slice(place.end, item.start) : text.slice(item.end, place.start);
      if (between.length > reach || /[.!?]\s|\n/.test(between)) continue;
      const distance = between.length * (isAfter ? 1 : 2);
      if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { item, distance };
    }
  }
  return best?.item;
}
