import { execFile, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { SPOKEN_REVISIONS } from "./protocols.ts";

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL("..", import.meta.url));
const ROOT = join(CLIENT, "../..");

/** The SDK packages of each revision. A copier deletes those of the revision that they do not keep. */
const SDK_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "2025-11-25": ["sdk"],
  "2026-07-28": ["client", "server", "node"],
};
const KEPT_AND_GONE = [
  ["2025-11-25", "2026-07-28"],
  ["2026-07-28", "2025-11-25"],
] as const;

/** What the copy runs: it connects to a server of the revision that it has kept, and to one of the other. */
const SCRIPT = `
  import { connect } from "./connect.ts";
  import { askingServer, scriptedServer } from "./testing/asking-server.ts";
  const [, , kept, gone] = process.argv;
  const { revision, close } = await connect({ server: askingServer(kept), revision: "auto" });
  await close();
  // It knows no method of the other revision.
  const foreign = scriptedServer("foreign", \`
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { id, method } = JSON.parse(line);
      const error = { code: -32601, message: "No such method: " + method };
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, error }));
    });\`);
  const failureOf = (options) => connect(options).then(() => ({}), ({ code, message }) => ({ code, message }));
  const refused = await failureOf({ server: foreign, revision: "auto" });
  const deleted = await failureOf({ server: askingServer(kept), revision: gone });
  console.log(JSON.stringify({ revision, refused, deleted }));
`;

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** Copies the client without one revision: its folder, its line in `protocols.ts` and its SDK. */
async function copyWithout(gone: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "kit-one-revision-"));
  folders.push(home);
  const copy = join(home, "apps/client");
  await cp(join(CLIENT, "src"), join(copy, "src"), { recursive: true });
  await cp(join(ROOT, "tsconfig.base.json"), join(home, "tsconfig.base.json"));
  for (const name of ["package.json", "tsconfig.json"]) await cp(join(CLIENT, name), join(copy, name));
  await symlink(join(ROOT, "packages"), join(home, "packages"));
  const modules = join(copy, "node_modules");
  await mkdir(join(modules, "@modelcontextprotocol"), { recursive: true });
  for (const name of await readdir(join(CLIENT, "node_modules"))) {
    if (name !== "@modelcontextprotocol") await symlink(join(CLIENT, "node_modules", name), join(modules, name));
  }
  for (const name of await readdir(join(CLIENT, "node_modules/@modelcontextprotocol"))) {
    const path = join("@modelcontextprotocol", name);
    if (!SDK_PACKAGES[gone]?.includes(name)) await symlink(join(CLIENT, "node_modules", path), join(modules, path));
  }
  await rm(join(copy, `src/protocol-${gone}`), { recursive: true });
  const protocols = join(copy, "src/protocols.ts");
  const lines = (await readFile(protocols, "utf8")).split("\n");
  await writeFile(protocols, lines.filter((line) => !line.includes(`/protocol-${gone}/`)).join("\n"));
  await writeFile(join(copy, "src/try-out.js"), SCRIPT);
  return copy;
}

describe.runIf(SPOKEN_REVISIONS.length > 1)("the protocol folders", { timeout: 120_000 }, () => {
  it.each(KEPT_AND_GONE)(
    "can be reduced to %s: types and start stay green, and %s is refused by name",
    async (kept, gone) => {
      const copy = await copyWithout(gone);
      const types = await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", copy]).catch((error) => error);
      expect(types.stdout.slice(0, 500)).toBe("");
      await run(process.execPath, [join(copy, "src/main.ts"), "--help"]);
      const { stdout } = await run(process.execPath, [join(copy, "src/try-out.js"), kept, gone]);
      expect(JSON.parse(stdout)).toEqual({
        revision: kept,
        refused: {
          code: "handshake_failed",
          message: expect.stringMatching(
            `^The server foreign runs, but it answered .* with an error: No such method: .*This client tried ${kept} only`,
          ),
        },
        deleted: { code: "invalid_option", message: `This client does not speak ${gone}. It speaks ${kept}.` },
      });
    },
  );

  it("are twins: a diff of them is short enough to be the migration guide", async () => {
    const [old, modern] = KEPT_AND_GONE[0].map((revision) => join(CLIENT, `src/protocol-${revision}`));
    if (old === undefined || modern === undefined) throw new Error("There must be two.");
    const namesIn = async (folder: string) => (await readdir(folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const names = await namesIn(old);
    expect((await namesIn(modern)).filter((name) => !names.includes(name))).toEqual([]);
    const diffs = names.map((name) =>
      spawnSync("diff", ["-u", join(old, name), join(modern, name)], { encoding: "utf8" }),
    );
    const lines = diffs.flatMap(({ stdout }) => stdout.split("\n"));
    console.log(`The diff of the client's protocol folders has ${lines.length} lines.`);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.length).toBeLessThan(220);
  });
});
