import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { KitError } from "@kit/protocol";
import { applyEdits, type FormattingOptions, modify } from "jsonc-parser";
import { readPolicy } from "./load-policy.ts";
import { schemaReference } from "./schema-reference.ts";
import { withFileLock } from "./with-file-lock.ts";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Lets the requests of a tool through from now on: writes `mode: "auto"` for it into the policy file. Everything else
 * in the file stays as it is, comments too; a file that is not there is made. Several processes may do it at once.
 *
 * @param path The whole path of the policy file.
 * @param tool As the server names it. Not `*`, which would stand for all of them.
 * @throws {KitError} "invalid_option" for a server or a tool whose name is `*` or nothing.
 * @throws {KitError} "invalid_policy" when the file is broken: it is left alone then.
 * @throws {KitError} "file_unwritable" when it cannot be written.
 */
export function allowAlways(path: string, server: string, tool: string): void {
  for (const name of [server, tool]) {
    if (name !== "*" && name !== "") continue;
    throw new KitError("invalid_option", `"${name}" stands for no single server or tool. Edit ${path} by hand.`);
  }
  // A link stays one: what it points to is written.
  const file = existsSync(path) ? realpathSync(path) : path;
  withFileLock(join(dirname(file), `.${basename(file)}.lock`), () => {
    const text = existsSync(file) ? readFileSync(file, "utf8") : newFile(file);
    readPolicy(text, path);
    const field = ["servers", server, "tools", tool, "mode"];
    const changed = applyEdits(text, modify(text, field, "auto", { formattingOptions: formatOf(text) }));
    readPolicy(changed, path);
    writeAtomically(file, changed);
  });
}

function newFile(path: string): string {
  return `${JSON.stringify({ $schema: schemaReference(path) }, null, 2)}\n`;
}

/** How the file is indented and ends its lines. */
function formatOf(text: string): FormattingOptions {
  const [, indent = "  "] = /^([ \t]+)\S/m.exec(text) ?? [];
  const insertSpaces = !indent.startsWith("\t");
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
