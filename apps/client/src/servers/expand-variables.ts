import { KitError } from "@kit/protocol";

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const VARIABLE = /^(?:env:)?([A-Za-z_][A-Za-z0-9_]*)$/;

/**
 * Fills `${env:NAME}` and `${NAME}` in from the environment.
 *
 * @param where The field, for the error.
 * @throws {KitError} "invalid_option" naming what is missing, never a value.
 */
export function expandVariables(text: string, env: NodeJS.ProcessEnv, where: string): string {
  return text.replace(PLACEHOLDER, (placeholder, inside: string) => {
    const name = VARIABLE.exec(inside)?.[1];
    if (name === undefined) {
      const message = `${where} says ${placeholder}, which this client cannot fill in. Write \${env:NAME}.`;
      throw new KitError("invalid_option", message);
    }
    const value = env[name];
    if (value !== undefined) return value;
    throw new KitError("invalid_option", `${where} needs the variable ${name}. Set it in the environment or in .env.`);
  });
}
