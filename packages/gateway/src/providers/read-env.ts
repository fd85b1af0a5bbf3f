import type { Environment } from "./settings.ts";

/** The first of these variables that holds something, without the white space around it. */
export function readEnv(env: Environment, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return value;
  }
  return undefined;
}
