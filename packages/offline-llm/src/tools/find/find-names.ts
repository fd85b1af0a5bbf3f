import { stopWords } from "../../text/stop-words.ts";

const capitalized = /\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:(?:de|van|von|of|der)\s+)?\p{Lu}[\p{L}\p{M}'’-]+)*/gu;

const datesAndTitles =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Dr|Mrs?|Ms|Prof|St)$/;
const heading = /^#{1,6} .*$/gm;

/** Names of people, places and things: capitalized words that do not merely open a sentence, in order, each once. */
export function findNames(text: string): string[] {
  const names: string[] = [];
  const body = text.replace(heading, "");
  for (const match of body.matchAll(capitalized)) {
    const before = body.slice(Math.max(0, match.index - 3), match.index);
    const opens = match.index === 0 || /[.!?:\n]\s*["“']?$|^\s*$/.test(before);
    const words = match[0].replace(/['’]s$/, "").split(/\s+/);
    if (opens && (words.length === 1 || stopWords.has((words[0] ?? "").toLowerCase()))) words.shift();
    const name = words.join(" ");
    if (name !== "" && !datesAndTitles.test(name) && !stopWords.has(name.toLowerCase()) && !names.includes(name))
      names.push(name);
  }
  return names;
}
