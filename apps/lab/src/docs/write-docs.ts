import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/start-program.ts";
import { allFences, markdownFiles, readFromRoot, sourceOf, withTables } from "./docs.ts";

// `pnpm write-docs`: copies the source code and the tables that the Markdown files show to where they show them.
const fences = allFences().filter(({ kind }) => kind === "source");

for (const file of markdownFiles()) {
  let markdown = readFromRoot(file);
  for (const fence of fences.filter((candidate) => candidate.file === file).reverse()) {
    markdown = markdown.slice(0, fence.start) + sourceOf(fence) + markdown.slice(fence.end);
  }
  markdown = withTables(markdown);
  if (markdown !== readFromRoot(file)) writeFileSync(join(ROOT, file), markdown);
}
