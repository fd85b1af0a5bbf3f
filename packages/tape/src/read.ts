import { readFile } from "node:fs/promises";
import { describeIssues, KitError, parseJson } from "@kit/protocol";
import { unreadable } from "@kit/terminal";
import { entrySchema, headerSchema, type TapeEntry, type TapeHeader } from "./entry.ts";

export type RecordedTape = {
  header: TapeHeader;
  entries: readonly TapeEntry[];
  /** What could not be read, in sentences. */
  notices: readonly string[];
};

/** @throws {KitError} "file_unreadable" when there is no such file, or it is no tape. */
export async function readTape(path: string): Promise<RecordedTape> {
  // The last character may be torn.
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return parseTape(text, path);
}

/**
 * Reads a tape. Lines that cannot be read, such as a last one that a killed process has torn, are left out with a notice.
 *
 * @param name What the tape is called in errors and notices.
 * @throws {KitError} "file_unreadable" when it does not begin as a tape does.
 */
export function parseTape(text: string, name = "tape"): RecordedTape {
  const [first = "", ...lines] = text.split("\n");
  const header = headerSchema.safeParse(parseJson(first));
  if (!header.success) {
    const fix = "Name a file that --tape has recorded.";
    throw new KitError("file_unreadable", `${name} is no tape: its first line is not a tape's header.`, { fix });
  }
  const notices: string[] = [];
  const entries = lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const entry = entrySchema.safeParse(parseJson(line));
    if (entry.success) return [entry.data];
    const isTorn = index === lines.length - 1;
    const why = isTorn ? "is torn: the recording broke off there" : `is no entry: ${describeIssues(entry.error)}`;
    notices.push(`${name}: line ${index + 2} ${why}. It is left out.`);
    return [];
  });
  return { header: header.data, entries, notices };
}
