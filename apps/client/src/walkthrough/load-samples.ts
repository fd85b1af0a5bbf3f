import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readTextFile } from "@kit/terminal";

/** The texts that the walkthrough works on. */
export type Samples = { document: string; reviews: string[]; paragraph: string };

/**
 * Loads the texts that ship with the kit, or the person's own document in place of the first.
 *
 * @param file A path, relative to where the person stands.
 * @throws {KitError} "file_unreadable" when that file cannot be read.
 */
export async function loadSamples(file: string | undefined, here: string): Promise<Samples> {
  const path = file === undefined ? shipped("document.md") : resolve(here, file);
  return {
    document: await readTextFile(path),
    reviews: JSON.parse(await readTextFile(shipped("reviews.json"))),
    paragraph: await readTextFile(shipped("paragraph.txt")),
  };
}

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}
