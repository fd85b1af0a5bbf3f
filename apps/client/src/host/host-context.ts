import { createScreen, personFolder, type Screen } from "@kit/terminal";

/** Where a command runs. */
export type HostContext = {
  env: NodeJS.ProcessEnv;
  /** The folder that paths are relative to. */
  here: string;
  /** Ends what the command does. */
  signal: AbortSignal;
  /** What everything but the result is written to: it goes to stderr. */
  screen: Screen;
  /** Tells the person something beside the result, such as a server that could not be opened. */
  tell: (line: string) => void;
};

/** Where this process runs. */
export function createHostContext(env: NodeJS.ProcessEnv, signal: AbortSignal): HostContext {
  const screen = createScreen(process.stderr);
  return { env, here: personFolder(env), signal, screen, tell: (line) => screen.write(`${line}\n`) };
}
