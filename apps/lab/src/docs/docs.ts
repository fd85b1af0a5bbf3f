import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_CODES } from "@kit/protocol";
import { renderCatalogue } from "../attacks/catalogue.ts";
import { ROOT } from "../processes/start-program.ts";

/** The Markdown files of the kit, but for the texts that its tools work on. */
export function markdownFiles(): string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: ROOT, encoding: "utf8" });
  // While a merge is open, git lists a file of two sides several times, and one that it has deleted.
  return [...new Set(files.split("\n"))].filter(
    (file) => file !== "" && !/\/(samples|fixtures)\//.test(file) && existsSync(join(ROOT, file)),
  );
}

export function readFromRoot(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** `<!-- source: path#name -->` or `<!-- output: command -->`, and the fence of code behind it. */
const FENCE = /(<!-- (source|output|wire|picture): (.+?) -->\n```\w*\n)([\s\S]*?)(?=```)/g;
/** What stands between `<!-- table: … -->` and `<!-- end -->`. */
const TABLE = /(<!-- table: (.+?) -->\n\n)[\s\S]*?(?=\n?<!-- end -->)/g;

const TABLES: Readonly<Record<string, () => string>> = {
  "error codes": renderErrorCodes,
  attacks: renderCatalogue,
};

/** A Markdown file with the source code and the tables that it shows as they should be. */
export function withSources(markdown: string): string {
  return markdown
    .replace(FENCE, (whole, before: string, kind: string, from: string) =>
      kind === "source" ? before + sourceOf(from) : whole,
    )
    .replace(TABLE, (whole, before: string, name: string) => {
      const render = TABLES[name];
      return render === undefined ? whole : `${before}${render()}`;
    });
}

/** What the kit's Markdown files show as the output of a command. */
export function shownOutputs(): { file: string; command: string; content: string }[] {
  return markdownFiles().flatMap((file) =>
    [...readFromRoot(file).matchAll(FENCE)]
      .filter(([, , kind]) => kind === "output")
      .map(([, , , command = "", content = ""]) => ({ file, command, content })),
  );
}

/** Every other fence of code, which nobody would keep true. Shell commands and diagrams are not code. */
export function findUnchecked(markdown: string): string[] {
  const rest = markdown.replace(FENCE, "```");
  return [...rest.matchAll(/```(?:ts|typescript|js|json|text)\n[\s\S]*?```/g)].map(([fence]) => fence);
}

/** What a fence of source code should hold: a declaration, or the whole file. */
function sourceOf(from: string): string {
  const [path = "", name] = from.split("#");
  const source = readFromRoot(path);
  return name === undefined ? source : readDeclaration(source, name);
}

/** The text of a top-level declaration, to the line that closes it. @throws {Error} when there is none of that name. */
function readDeclaration(source: string, name: string): string {
  const lines = source.split("\n");
  const declares = new RegExp(`^(export )?(async )?(function|const|type|interface|class) ${name}\\b`);
  const at = lines.findIndex((line) => declares.test(line));
  if (at === -1) throw new Error(`There is no ${name} in the file.`);
  let end = at;
  while (end < lines.length && !/^[}\])](?!.*\{$)|^\S.*;$/.test(lines[end] ?? "")) end += 1;
  return `${lines.slice(at, end + 1).join("\n")}\n`;
}

/** The error codes as Markdown lists, by who meets them on each carrier. */
function renderErrorCodes(): string {
  const groups = Map.groupBy(Object.entries(ERROR_CODES), ([, { push, roundTrip, direct }]) =>
    Object.entries({ push, "round trip": roundTrip, direct })
      .filter(([, who]) => who !== "never")
      .map(([carrier, who]) => `${who} on ${carrier}`)
      .join(", "),
  );
  const lists = Array.from(groups, ([who, rows]) => {
    // The program that meets one says what it means, and what to do.
    if (who === "") return `**before any call**: ${rows.map(([code]) => `\`${code}\``).join(", ")}\n`;
    const lines = rows.map(([code, row]) => `- \`${code}\`: ${row.meaning}${row.isRetryable ? " (retryable)" : ""}`);
    return `**${who}**\n\n${lines.join("\n")}\n`;
  });
  return lists.join("\n");
}
