import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Suite } from "./suites.ts";

/** The scenarios that the suite runs with a revision and does not require: extensions, and what came later. */
export async function readNotScored({ cli, revision, select }: Suite): Promise<Set<string>> {
  if (!select.includes("--requirements")) return new Set();
  const requirements = await readFile(join(cli, "../../requirements", `${revision}.yaml`), "utf8");
  return new Set([...requirements.matchAll(/^ {2}- scenario: (\S+)$/gm)].map(([, scenario = ""]) => scenario));
}
