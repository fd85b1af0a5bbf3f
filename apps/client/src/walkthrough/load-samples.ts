import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { KitError } from "@kit/protocol";

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
    document: await readText(path),
    reviews: JSON.parse(await readText(shipped("reviews.json"))),
    paragraph: await readText(shipped("paragraph.txt")),
  };
}

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}

/** What the system's words for a failure mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "you may not read it",
};

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, REASONS[error.code ?? ""] ?? error.message, error);
  });
  if (bytes.includes(0)) throw unreadable(path, "it is not text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") throw unreadable(path, "it is empty");
    return text;
  } catch (error) {
    throw error instanceof KitError ? error : unreadable(path, "it is not text in UTF-8", error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): KitError {
  return new KitError("file_unreadable", `Cannot read ${path}: ${reason}.`, { cause });
}
