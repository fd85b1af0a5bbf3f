export interface FoundDate {
  /** As in ISO 8601: "2026-03-14". */
  date: string;
  start: number;
  end: number;
}

const months = "january february march april may june july august september october november december".split(" ");
const month = `(?<month>${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join("|")}|sept)\\.?`;
const day = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const year = "(?<year>\\d{4})";
const forms: readonly RegExp[] = [
  /(?<!\d)(?<year>\d{4})-(?<number>\d{2})-(?<day>\d{2})(?!\d)/gi,
  new RegExp(`(?<!\\d)${day}(?: of)? ${month},? ${year}(?!\\d)`, "gi"),
  new RegExp(`\\b${month} ${day},? ${year}(?!\\d)`, "gi"),
];

/** All full dates of a text, in order: "2026-03-14", "14 March 2026", "March 14th, 2026". */
export function findDates(text: string): FoundDate[] {
  const found = forms.flatMap((form) =>
    [...text.matchAll(form)].map((match) => {
      const { year = "", month = "", number, day = "" } = match.groups ?? {};
      const place = number ?? String(months.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3))) + 1);
      const date = `${year}-${place.padStart(2, "0")}-${day.padStart(2, "0")}`;
      return { date, start: match.index, end: match.index + match[0].length };
    }),
  );
  return found.sort((a, b) => a.start - b.start);
}
