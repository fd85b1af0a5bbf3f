/**
 * The secrets that seal `requestState`, from `KIT_STATE_KEY`: one, or several with commas between them, of which the
 * first seals and all open. Unset, each process makes its own, and a call must come back to the process it began at.
 */
export function stateKeys(env: NodeJS.ProcessEnv): string[] {
  return (env.KIT_STATE_KEY ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}
