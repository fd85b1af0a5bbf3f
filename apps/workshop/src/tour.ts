import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wrapText } from "@kit/terminal";
import { plain, WIDTH } from "./show.ts";

const TOUR = fileURLToPath(new URL("../tour.md", import.meta.url));
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** One stop: its heading, and what is shown. */
export type Stop = { heading: string; text: string };

/** The stops of `tour.md`, as a terminal shows them: the code as it stands, the words in lines of 80 columns. */
export function readTour(): Stop[] {
  const [, ...sections] = readFileSync(TOUR, "utf8").split(/^## /m);
  return sections.map((section) => {
    const [heading = "", ...body] = section.split("\n");
    // Every other part is code.
    const parts = body.join("\n").split(/<!-- source: (.+?) -->\n```ts\n([\s\S]*?)```/);
    const shown = parts.map((part, index) => {
      if (index % 3 === 0) return wrapText(plain(part.trim()), WIDTH).join("\n");
      return index % 3 === 1 ? placeOf(part, parts[index + 1] ?? "") : indent(part);
    });
    return { heading: heading.replace(/^\d+\. /, ""), text: shown.filter(Boolean).join("\n\n") };
  });
}

/** Where the code stands: its file, and the line that it begins at. */
function placeOf(from: string, code: string): string {
  const [path = ""] = from.split("#");
  const [first = ""] = code.split("\n");
  const line = readFileSync(join(ROOT, path), "utf8").split("\n").indexOf(first) + 1;
  return `${path}${line > 1 ? `, from line ${line}` : ""}`;
}

function indent(code: string): string {
  return code
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}
