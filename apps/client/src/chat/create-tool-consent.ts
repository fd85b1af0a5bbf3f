import { oneLine } from "@kit/terminal";
import { askAboutCall, type ConsentTerminal } from "./ask-about-call.ts";
import type { ConversationOptions } from "./conversation.ts";

/** How a person lets tools be called. */
export type ToolConsentOptions = {
  /** Whether every tool may be called (`--yes`). */
  allowAll: boolean;
  /** Absent: nobody can be asked, and no tool is called. */
  terminal: ConsentTerminal | undefined;
  /** The `server/tool` of a name that the model said. */
  qualifiedName: (name: string) => string;
  /** Tells why no tool is called when nobody can be asked. */
  tell: (line: string) => void;
};

/** Asks the person before a tool is called: the model chose it, and its arguments leave for a server. */
export function createToolConsent(options: ToolConsentOptions): ConversationOptions["confirm"] {
  const { allowAll, terminal, qualifiedName, tell } = options;
  const granted = new Set<string>();
  /** A model that is told no may ask for the same again at once: no holds for the turn. */
  let refused: { signal: AbortSignal; names: Set<string> } | undefined;

  return async (name, args, signal) => {
    if (allowAll || granted.has(name)) return true;
    if (refused?.signal !== signal) refused = { signal, names: new Set() };
    if (refused.names.has(name)) return false;
    const tool = qualifiedName(name);
    if (terminal === undefined) {
      tell(oneLine(`${tool} is not called: nobody can be asked. Run in a terminal, or with --yes.`));
      return false;
    }
    const verdict = await askAboutCall({ tool, arguments: args }, terminal, signal);
    if (verdict === "a") granted.add(name);
    if (verdict === "n") refused.names.add(name);
    return verdict !== "n";
  };
}
