import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { KitError } from "@kit/protocol";

/** The texts that the walkthrough works on. */
export type Samples = { documentName: string; document: string; reviews: string[]; paragraph: string };

/**
 * Loads the texts that ship with the kit, or the person's own document in place of the first.
 *
 * @param file A path, relative to where the person stands.
 * @throws {KitError} "file_unreadable" when that file cannot be read.
 */
export async function loadSamples(file: string | undefined, here: string): Promise<Samples> {
  const path = file === undefined ? shipped("document.md") : resolve(here, file);
  return {
    documentName: basename(path),
    document: await readText(path),
    reviews: JSON.parse(await readText(shipped("reviews.json"))),
    paragraph: await readText(shipped("paragraph.txt")),
  };
}

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new KitError("file_unreadable", `Cannot read ${path} (${reason}).`, { cause: error });
  }
}
