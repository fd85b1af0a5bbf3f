import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ServerSpec } from "@kit/transport";
import { serverEnvironment } from "@kit/transport";
import { afterAll, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import { loadServers } from "./servers.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");
const folder = mkdtempSync(join(tmpdir(), "kit-snippets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The only server of a configuration. */
async function onlyServer(path: string): Promise<ServerSpec> {
  const [entry, ...others] = await loadServers(path, { here: ROOT, variables: process.env });
  if (entry === undefined || "error" in entry || others.length > 0) throw new Error(`${path} must have one server.`);
  return entry;
}

/** Where each snippet of the server's README comes from, and the server that it starts. */
const SNIPPETS: Readonly<Record<string, () => Promise<ServerSpec>>> = {
  ".vscode/mcp.json": () => onlyServer(".vscode/mcp.json"),
  "apps/server/hosts/mcp.json"() {
    const snippet = readFileSync(join(ROOT, "apps/server/hosts/mcp.json"), "utf8");
    writeFileSync(join(folder, "mcp.json"), snippet.replaceAll("/path/to/mcp-sampling-kit", ROOT));
    return onlyServer(join(folder, "mcp.json"));
  },
  async "apps/server/hosts/inspect.sh"() {
    // The Inspector comes from the network; what it starts is here.
    const snippet = readFileSync(join(ROOT, "apps/server/hosts/inspect.sh"), "utf8");
    const [, command = "", args = ""] = /--cli (\S+) (\S+) --method/.exec(snippet) ?? [];
    return { name: "kit", command: join(ROOT, command), args: [args], cwd: ROOT, env: serverEnvironment(process.env) };
  },
};

describe("the snippets for other hosts", { timeout: 60_000 }, () => {
  it.each(Object.keys(SNIPPETS))("%s starts the kit's server, which answers", async (path) => {
    const server = await SNIPPETS[path]?.();
    if (server === undefined) throw new Error(`There is no ${path}.`);
    // Most hosts begin with initialize.
    const connection = await connect({ server, revision: "2025-11-25" });
    await connection.close();
    expect(connection.server.name).toBe("kit-server");
    expect(connection.tools.map(({ name }) => name)).toContain("summarize");
  });
});
