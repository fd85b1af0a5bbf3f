import { homedir } from "node:os";
import { isAbsolute, posix, resolve, win32 } from "node:path";
import { personFolder } from "@kit/terminal";

/** What the place of the ledger depends on. */
export type Machine = { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string };

const FOLDER = "mcp-sampling-kit";
const FILE = "ledger.sqlite";

/**
 * Where the ledger is unless the person names a file: in the folder that the system has for what a program remembers.
 * Linux and others: `$XDG_STATE_HOME`, else `~/.local/state` (XDG Base Directory, where a relative path counts as none).
 * macOS: `~/Library/Application Support`. Windows: `%LOCALAPPDATA%`.
 */
export function ledgerPath({ env, platform, home }: Machine): string {
  if (platform === "win32") {
    return win32.join(env.LOCALAPPDATA || win32.join(home, "AppData", "Local"), FOLDER, FILE);
  }
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", FOLDER, FILE);
  const named = env.XDG_STATE_HOME ?? "";
  return posix.join(isAbsolute(named) ? named : posix.join(home, ".local", "state"), FOLDER, FILE);
}

/**
 * The file of the ledger, as the person named it with `--ledger`, relative to where they stand, else where it is by
 * default.
 */
export function chosenLedgerPath(named: string | undefined, env: NodeJS.ProcessEnv): string {
  if (named === undefined) return ledgerPath({ env, platform: process.platform, home: homedir() });
  return named === ":memory:" ? named : resolve(personFolder(env), named);
}
