import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { KitError } from "@kit/protocol";
import { applyEdits, type FormattingOptions, modify } from "jsonc-parser";
import { makeFolder } from "../ledger/database.ts";
import { stateFolder } from "../ledger/ledger.ts";
import { readPolicy } from "./load-policy.ts";
import { isTrusted, trustFile } from "./trusted-files.ts";

const SCHEMA = fileURLToPath(new URL("../../sampling.policy.schema.json", import.meta.url));
const STARTING_POLICY = new URL("starting.policy.jsonc", import.meta.url);
const OWNER_ONLY = 0o600;
const MAX_WAIT_MS = 10_000;

/**
 * Lets the requests of a tool through from now on: writes `mode: "auto"` for it into the policy file, which is made if it
 * is not there. Everything else stays as it is, comments too. Several processes may do it at once.
 *
 * @throws {KitError} "invalid_option" for a name `*` or nothing, "invalid_policy" when the file is broken: it is left
 * alone then; "file_unwritable".
 */
export async function allowAlways(path: string, server: string, tool: string): Promise<void> {
  for (const name of [server, tool]) {
    if (name !== "*" && name !== "") continue;
    throw new KitError("invalid_option", `"${name}" stands for no single server or tool. Edit ${path} by hand.`);
  }
  // A link stays one: what it points to is written.
  const file = existsSync(path) ? realpathSync(path) : path;
  const unlock = await lock().catch((error) => {
    throw unwritable(path, error);
  });
  try {
    const isThere = existsSync(file);
    const text = isThere ? readFileSync(file, "utf8") : `{\n  "$schema": ${JSON.stringify(schemaReference(file))}\n}\n`;
    readPolicy(text, path);
    const field = ["servers", server, "tools", tool, "mode"];
    const changed = applyEdits(text, modify(text, field, "auto", { formattingOptions: formatOf(text) }));
    readPolicy(changed, path);
    const wasTrusted = !isThere || isTrusted({ path, text });
    replaceFile(file, changed);
    // What somebody else has written into it meanwhile is not the user's word.
    if (wasTrusted) trustFile(path, "trusted", changed);
  } catch (error) {
    throw error instanceof KitError ? error : unwritable(path, error);
  } finally {
    unlock();
  }
}

/** Waits for the one lock of a user's processes. It is the system's, so it ends with the process, however that ends. */
async function lock(): Promise<() => void> {
  const { DatabaseSync } = await import("node:sqlite");
  const path = join(stateFolder(), "policy.lock");
  makeFolder(stateFolder());
  // A link that lies in wait would be written through.
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), OWNER_ONLY));
  const database = new DatabaseSync(path, { timeout: MAX_WAIT_MS });
  database.exec("BEGIN EXCLUSIVE");
  return () => database.close();
}

/** A reader finds the old text or the new one, never a part. A file that was there keeps its permissions. */
function replaceFile(path: string, text: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? OWNER_ONLY;
  // A name that nobody can guess, and no file that is there: a link that lies in wait would be written through.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: OWNER_ONLY, flag: "wx", flush: true });
    chmodSync(temporary, mode);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function formatOf(text: string): FormattingOptions {
  const [, indent = "  "] = /^([ \t]+)\S/m.exec(text) ?? [];
  const insertSpaces = !indent.startsWith("\t");
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** Writes a policy to begin with. @throws {KitError} "invalid_option" when there is one already; "file_unwritable". */
export function writeStartingPolicy(path: string): void {
  const text = readFileSync(STARTING_POLICY, "utf8").replace("../../sampling.policy.schema.json", () =>
    schemaReference(path),
  );
  try {
    writeFileSync(path, text, { flag: "wx", mode: OWNER_ONLY });
    trustFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw unwritable(path, error);
    const fix = "Edit it; pnpm client policy shows what it says. Or name another place with --policy.";
    throw new KitError("invalid_option", `${path} is there already, and stays as it is.`, { fix });
  }
}

/** How a policy file names the schema for editors: by a relative path. On another drive of Windows, by a URL. */
function schemaReference(policyPath: string): string {
  const path = relative(dirname(policyPath), SCHEMA).split(sep).join("/");
  if (/^[a-z]:/i.test(path)) return pathToFileURL(SCHEMA).href;
  return path.startsWith("../") ? path : `./${path}`;
}

function unwritable(path: string, cause: unknown): KitError {
  const reason = cause instanceof Error && "code" in cause ? cause.code : cause;
  const fix = reason === "ENOENT" ? "Make its folder first, or name another place." : undefined;
  return new KitError("file_unwritable", `Cannot write ${path} (${reason}).`, { cause, fix });
}
