import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readStatement, readTextFile } from "@kit/terminal";

/**
 * Makes the arguments of the texts that ship with the kit, or of the user's own document alone.
 *
 * @param file The user's document, relative to `here`.
 * @throws {KitError} "file_unreadable" when it cannot be read.
 */
export async function loadSamples(file: string | undefined, here: string) {
  const read = (name: string) => readTextFile(fileURLToPath(new URL(`../../../samples/${name}`, import.meta.url)));
  const own = file === undefined ? undefined : await readTextFile(resolve(here, file));
  const texts: string[] = own === undefined ? JSON.parse(await read("reviews.json")) : [own];
  const document = own ?? (await read("document.md"));
  const question = own === undefined ? "How much did it cost to widen the lift shaft?" : "What is this document about?";
  return {
    summarize: { document, maxWords: 80 },
    classify: { text: texts[1] ?? document, fallback: "neutral" },
    translate: { text: own ?? (await read("notice.md")), to: "Spanish" },
    answer: { document, question },
    reviews: { texts, fallback: "neutral" },
  };
}

/** The lines of the server with which `summarize` asks, and those where it goes on, from its source as it stands. */
export async function readAsk() {
  const root = resolve(createRequire(import.meta.url).resolve("@kit/server/src/main.ts"), "../../../..");
  const [asks, goesOn] = await readStatement(root, "apps/server/src/tools/summarize.ts", "await sample(", 2);
  return { asks, goesOn };
}
