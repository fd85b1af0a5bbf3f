import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KitError } from "@kit/protocol";

/**
 * Opens a text in the user's editor, and returns what they saved. The file is theirs alone and is removed afterwards.
 *
 * @param editor A command line, such as `vim` or `code --wait`.
 * @param signal Ends the editor.
 * @throws {KitError} "invalid_option" when the editor cannot be started or fails.
 */
export async function runEditor(editor: string, text: string, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kit-edit-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const path = join(folder, "request.txt");
    await writeFile(path, text, { mode: 0o600 });
    const child = startEditor(editor, path);
    const end = () => child.kill();
    signal.addEventListener("abort", end, { once: true });
    const [code] = await once(child, "close").finally(() => signal.removeEventListener("abort", end));
    signal.throwIfAborted();
    if (code !== 0) throw editorFailed(editor, `it ended with ${code}`);
    return await readFile(path, "utf8");
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof KitError ? error : editorFailed(editor, String(error));
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** A shell reads the command line, and becomes the editor: so it can be ended. */
function startEditor(editor: string, path: string) {
  if (process.platform === "win32") return spawn(`${editor} "${path}"`, { shell: true, stdio: "inherit" });
  return spawn("/bin/sh", ["-c", `exec ${editor} "$1"`, "sh", path], { stdio: "inherit" });
}

function editorFailed(editor: string, why: string): KitError {
  return new KitError(
    "invalid_option",
    `The editor "${editor}" failed: ${why}. Set VISUAL or EDITOR to one that works.`,
  );
}
