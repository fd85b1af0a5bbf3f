import { cleanText, jsonLines, wrapText } from "@kit/terminal";
import type { Chapter } from "./chapter.ts";
import type { Problem } from "./check/failure.ts";
import { errorTextOf } from "./check/outcome.ts";

/** What everything is written for: plain terminals. */
export const WIDTH = 80;
const LABEL_WIDTH = 10;
const MAX_TEXT = 200;
const MAX_LINES = 24;
const MAX_ERROR = 600;

/** What a check says at its end. */
export function showResult(
  { number, title, firstFailure }: Chapter,
  problem: Problem | undefined,
  isUntouched: boolean,
) {
  if (problem === undefined) return `Chapter ${number} is done: ${title}.`;
  const isExpected = isUntouched && problem.code === firstFailure;
  const head = `Chapter ${number} fails now${isExpected ? "; that is expected: you have changed nothing yet." : "."}`;
  return `${head}\n\n${showProblem(problem)}`;
}

/** A failure as a teacher says it: what was expected, what was seen, what to do next. */
function showProblem({ code, expected, seen, next }: Problem): string {
  const room = WIDTH - LABEL_WIDTH;
  const lines =
    typeof seen === "string" ? wrapText(cleanText(seen), room) : jsonLines(seen, { width: room, maxText: MAX_TEXT });
  const shown = lines.length > MAX_LINES ? lines.slice(0, MAX_LINES - 1) : lines;
  const more = shown.length < lines.length ? [`… and ${lines.length - shown.length} more lines`] : [];
  // What an error says is what the learner needs, and the JSON may show no more than its beginning.
  const said = cleanText(errorTextOf(seen) ?? "");
  const whole = shown.join("\n").includes(JSON.stringify(said)) ? "" : said.slice(0, MAX_ERROR);
  return [
    ...labelled("Expected", wrapText(cleanText(expected), room)),
    ...labelled("Seen", [...shown, ...more]),
    ...labelled("It says", whole ? wrapText(whole, room) : []),
    ...labelled("Next", wrapText(cleanText(next), room)),
    ...labelled("Code", [code]),
  ].join("\n");
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? label : "").padEnd(LABEL_WIDTH) + line);
}

/** How the text of a chapter begins: the question, and why. */
export function introduction(markdown: string): string {
  const [, ...paragraphs] = (markdown.split(/^## /m)[0] ?? "").trim().split(/\n{2,}/);
  return paragraphs.map((text) => wrapText(plain(text.replace(/^> /, "")), WIDTH).join("\n")).join("\n\n");
}

/** Words of Markdown for a terminal: stars for emphasis are only noise there. */
export function plain(text: string): string {
  return text.replace(/\*(\w[^*\n]*)\*/g, "$1");
}

/** The heading of a chapter. */
export function heading({ number, title, minutes }: Chapter): string {
  return `Chapter ${number}: ${title} (about ${minutes} minutes)`;
}
