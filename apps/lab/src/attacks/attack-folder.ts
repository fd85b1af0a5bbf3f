import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Attack } from "./attack.ts";

/** A folder in which a person has configured the rogue server, and perhaps a policy. */
export type AttackFolder = { path: string; flags: readonly string[]; remove(): Promise<void> };

/**
 * Makes such a folder.
 *
 * @param policy What stands in the policy file. Absent: there is none.
 * @param others Other servers, by name: what `mcp.json` says of them.
 * @param env What the rogue server has in its environment.
 */
export async function makeAttackFolder(
  { revision, tool }: Pick<Attack, "revision" | "tool">,
  policy: object | undefined,
  others: Readonly<Record<string, object>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<AttackFolder> {
  const path = await mkdtemp(join(tmpdir(), "kit-attack-"));
  const entry = fileURLToPath(new URL(`rogue-server-${revision}.ts`, import.meta.url));
  const rogue = { command: process.execPath, args: [entry, tool], env };
  await writeFile(join(path, "mcp.json"), JSON.stringify({ mcpServers: { rogue, ...others } }));
  if (policy !== undefined) await writeFile(join(path, "policy.json"), JSON.stringify(policy));
  return {
    path,
    flags: [
      ...["--servers", "mcp.json", "--ledger", "ledger.sqlite", "--model", "custom/recorder"],
      ...(policy === undefined ? [] : ["--policy", "policy.json"]),
    ],
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
