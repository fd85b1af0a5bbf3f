import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const checksSchema = z.array(
  z.object({
    id: z.string(),
    status: z.enum(["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "INFO"]),
    errorMessage: z.string().optional(),
    details: z.unknown().optional(),
  }),
);

/** One thing that a scenario looked at, and what it saw. */
export type Check = z.infer<typeof checksSchema>[number];

const FOLDER = /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/** Reads what the command line has saved: the checks of each scenario. */
export async function readChecks(folder: string): Promise<Map<string, Check[]>> {
  const found = new Map<string, Check[]>();
  for await (const file of glob("**/checks.json", { cwd: folder })) {
    const [, scenario = file] = FOLDER.exec(file.replaceAll("\\", "/").replace(/\/checks\.json$/, "")) ?? [];
    found.set(scenario, checksSchema.parse(JSON.parse(await readFile(join(folder, file), "utf8"))));
  }
  return found;
}

/** Whether something was not as the scenario wants it. The suite counts a warning too. */
export function isFailed({ status }: Check): boolean {
  return status === "FAILURE" || status === "WARNING";
}
