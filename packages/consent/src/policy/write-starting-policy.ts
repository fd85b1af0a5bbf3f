import { readFileSync, writeFileSync } from "node:fs";
import { KitError } from "@kit/protocol";
import { schemaReference } from "./schema-reference.ts";

const STARTING_POLICY = new URL("starting.policy.jsonc", import.meta.url);

/**
 * Writes a policy to begin with: every kind of rule once, with comments.
 *
 * @throws {KitError} "invalid_option" when there is a file already, which stays as it is.
 * @throws {KitError} "file_unwritable" when none can be made.
 */
export function writeStartingPolicy(path: string): void {
  const text = readFileSync(STARTING_POLICY, "utf8").replace("../../sampling.policy.schema.json", () =>
    schemaReference(path),
  );
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    if (reason !== "EEXIST")
      throw new KitError("file_unwritable", `Cannot write ${path} (${reason}).`, { cause: error });
    const message = `${path} is there already, and stays as it is. Name another place with --policy.`;
    throw new KitError("invalid_option", message, { cause: error });
  }
}
