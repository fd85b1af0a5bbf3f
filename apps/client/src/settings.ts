import { defaultLedgerPath } from "@kit/consent";
import { userFolder } from "@kit/terminal";
import type { Variables } from "@kit/transport";

/** What the environment says. It is read once, when the client starts: nothing deeper looks into it. */
export type Settings = {
  /** The folder in which the user stands: paths are relative to it. */
  here: string;
  /** The models of `KIT_MODEL`, which answer unless `--model` names others. */
  models: readonly string[];
  /** The variables: with keys and base URLs of providers, and for `mcp.json` to fill in. */
  providers: Variables;
  variables: Variables;
  /** The file of the ledger, unless `--ledger` names another. */
  ledger: string;
  /** The user's editor, as a command line. Absent: a text is edited on one line. */
  editor: string | undefined;
  /** Whether escape codes may be written to a terminal: not with `NO_COLOR`. */
  hasColor: boolean;
};

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    here: userFolder(env),
    models: env.KIT_MODEL?.split(",") ?? [],
    providers: { ...env },
    variables: { ...env },
    ledger: defaultLedgerPath(),
    // As `git` finds it too.
    editor: env.VISUAL || env.EDITOR || undefined,
    hasColor: !env.NO_COLOR,
  };
}
