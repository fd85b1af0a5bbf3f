import { stemOf } from "../../text/read-words.ts";

/** Words that many names hold: sharing one says little. */
const generic: ReadonlySet<string> = new Set(
  [
    "id",
    "ids",
    "key",
    "number",
    "no",
    "index",
    "name",
    "value",
    "ref",
    "slug",
    "the",
    "of",
    "a",
    "to",
    "list",
    "item",
    "items",
  ].map(stemOf),
);

/** The words of a name with spaces between them: "sectionId", "section_id" and "section-id" alike. */
export function wordsOfName(name: string): string {
  const spaced = name.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, " ").toLowerCase();
  return (spaced.match(/[\p{L}\d]+/gu) ?? []).join(" ");
}

/** The stems of a name's words. */
export function stemsOfName(name: string): string[] {
  const words = wordsOfName(name);
  return words === "" ? [] : words.split(" ").map(stemOf);
}

/** How much two names speak of the same thing: 3 alike, 2 a telling word shared, 1 a common one, 0 nothing. */
export function relateNames(first: string, second: string): number {
  const [a, b] = [stemsOfName(first), stemsOfName(second)];
  if (a.join(" ") === b.join(" ")) return 3;
  const shared = a.filter((stem) => b.includes(stem));
  if (shared.length === 0) return 0;
  return shared.some((stem) => !generic.has(stem)) ? 2 : 1;
}

/** The field that a parameter may take its value from, best first; a description counts for less than a name. */
export function relatedFields(
  fields: Record<string, unknown>,
  parameter: { name: string; description: string },
): { name: string; value: unknown; relation: number }[] {
  const described = new Set(stemsOfName(parameter.description));
  return Object.entries(fields)
    .map(([name, value]) => {
      const mentioned = stemsOfName(name).some((stem) => described.has(stem) && !generic.has(stem)) ? 0.9 : 0;
      return { name, value, relation: Math.max(relateNames(parameter.name, name), mentioned) };
    })
    .filter(({ relation }) => relation > 0)
    .sort((a, b) => b.relation - a.relation);
}
