import type { CardField } from "./card-fields.ts";

/** Leaves out the middle of lists that are too long, and counts what is left out. */
export function shortenLists(fields: readonly CardField[], maxListed: number): CardField[] {
  return fields.flatMap((field) => {
    if (field.list === undefined) return [field];
    const inList = fields.filter(({ list }) => list === field.list);
    const index = inList.indexOf(field);
    const omitted = inList.length - maxListed;
    const firstOmitted = Math.ceil(maxListed / 2);
    if (omitted <= 0 || index < firstOmitted || index >= firstOmitted + omitted) return [field];
    if (index > firstOmitted) return [];
    return [{ label: "", text: `… ${omitted} more ${field.list}, v shows all`, words: "ours" }];
  });
}
