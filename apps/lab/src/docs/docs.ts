import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderCatalogue } from "../attacks/render-catalogue.ts";
import { type Fence, findFences } from "./find-fences.ts";
import { readDeclaration } from "./read-declaration.ts";
import { renderErrorTable } from "./render-error-table.ts";

/** The folder of the kit. */
export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** The Markdown files of the kit, but for the texts that its tools work on. */
export function markdownFiles(): string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: ROOT, encoding: "utf8" });
  // While a merge is open, git lists a file of two sides several times.
  return [...new Set(files.split("\n"))].filter((file) => file !== "" && !/\/(samples|fixtures)\//.test(file));
}

export function readFromRoot(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
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
