import { KitError } from "@kit/protocol";

/** What the system's words for a failure mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "you may not read it",
};

/** The error for a file that the person named and that cannot be read. */
export function unreadable(path: string, error: unknown): KitError {
  const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
  return new KitError("file_unreadable", `Cannot read ${path}: ${REASONS[code] ?? error}.`, { cause: error });
}
