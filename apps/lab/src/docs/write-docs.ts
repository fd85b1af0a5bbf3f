import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/start-program.ts";
import { markdownFiles, readFromRoot, withSources } from "./docs.ts";

// `pnpm write-docs`: copies the source code and the tables that the Markdown files show to where they show them.

for (const file of markdownFiles()) {
  const markdown = withSources(readFromRoot(file));
  if (markdown !== readFromRoot(file)) writeFileSync(join(ROOT, file), markdown);
}
