import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_CODES } from "@kit/protocol";
import { renderCatalogue } from "../attacks/catalogue.ts";
import { ROOT } from "../processes/start-program.ts";

/** The Markdown files of the kit, but for the texts that its tools work on. */
export function markdownFiles(): string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: ROOT, encoding: "utf8" });
  // While a merge is open, git lists a file of two sides several times.
  return [...new Set(files.split("\n"))].filter((file) => file !== "" && !/\/(samples|fixtures)\//.test(file));
}

export function readFromRoot(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** A fence in a Markdown file whose content comes from somewhere else. */
export type Fence = {
  file: string;
  /** What kind of place: a declaration in a source file, or the output of a command. */
  kind: "source" | "output";
  /** Which place: `path#name`, or the command. */
  from: string;
  content: string;
  /** Where the content stands in the file. */
  start: number;
  end: number;
};

const FENCE = /<!-- (source|output): (.+?) -->\n```\w*\n([\s\S]*?)```/g;

/** Finds the fences that a comment of the form `<!-- source: path#name -->` or `<!-- output: command -->` announces. */
function findFences(file: string, markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [whole, kind = "", from = "", content = ""] = match;
    const start = match.index + whole.length - content.length - "```".length;
    return { file, kind: kind === "source" ? "source" : "output", from, content, start, end: start + content.length };
  });
}

/** Every other fence of code, which nobody would keep true. Shell commands and diagrams are not code. */
export function findUnchecked(markdown: string): string[] {
  const rest = markdown.replace(FENCE, "");
  return [...rest.matchAll(/```(?:ts|typescript|js|json|text)\n[\s\S]*?```/g)].map(([fence]) => fence);
}

/** Every fence of the kit's Markdown that comes from somewhere else. */
export function allFences(): Fence[] {
  return markdownFiles().flatMap((file) => findFences(file, readFromRoot(file)));
}

/** What a fence of source code should hold: a declaration, or the whole file. */
export function sourceOf({ from }: Fence): string {
  const [path = "", name] = from.split("#");
  const source = readFromRoot(path);
  return name === undefined ? source : readDeclaration(source, name);
}

/**
 * The text of a declaration at the top level of a source file, with the comment over it: from the line that declares
 * the name to the line that closes it.
 *
 * @throws {Error} when the file declares no such name.
 */
function readDeclaration(source: string, name: string): string {
  const lines = source.split("\n");
  const declares = new RegExp(`^(export )?(async )?(function|const|type|interface|class) ${name}\\b`);
  const at = lines.findIndex((line) => declares.test(line));
  if (at === -1) throw new Error(`There is no ${name} in the file.`);
  let end = at;
  while (end < lines.length && !/^[}\])].*$|^\S.*;$/.test(lines[end] ?? "")) end += 1;
  return `${lines.slice(at, end + 1).join("\n")}\n`;
}

/** The table of error codes as Markdown. */
function renderErrorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { push, roundTrip, direct, isRetryable, meaning, fix }]) =>
      `| \`${code}\` | ${meaning} | ${fix} | ${push} | ${roundTrip} | ${direct} | ${isRetryable ? "yes" : "no"} |`,
  );
  const head = "| Code | What happened | What to do | push | round trip | direct | Try again |";
  return `${[head, "| --- | --- | --- | --- | --- | --- | --- |", ...rows].join("\n")}\n`;
}

/** What stands between `<!-- table: … -->` and `<!-- end -->`. */
const TABLES: Readonly<Record<string, () => string>> = {
  "error codes": renderErrorTable,
  attacks: renderCatalogue,
};

const TABLE = /(<!-- table: (.+?) -->\n\n)[\s\S]*?(\n?<!-- end -->)/g;

/** A Markdown file with its tables as they should be. */
export function withTables(markdown: string): string {
  return markdown.replace(TABLE, (whole, before: string, name: string) => {
    const render = TABLES[name];
    return render === undefined ? whole : `${before}${render()}\n<!-- end -->`;
  });
}
