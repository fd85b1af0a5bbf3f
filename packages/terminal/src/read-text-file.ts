import { readFile } from "node:fs/promises";
import { KitError } from "@kit/protocol";
import { unreadable } from "./unreadable.ts";

/**
 * Reads a document that the person named.
 *
 * @throws {KitError} "file_unreadable" when it cannot be read, is empty, or is not text in UTF-8.
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (bytes.includes(0)) throw unreadable(path, "it is not text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") throw unreadable(path, "it is empty");
    return text;
  } catch (error) {
    throw error instanceof KitError ? error : unreadable(path, "it is not text in UTF-8");
  }
}
