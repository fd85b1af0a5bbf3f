import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ProtocolRevision } from "@kit/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { REVISIONS, startRawServer } from "./testing/start-raw-server.ts";

const APP = fileURLToPath(new URL("..", import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const SDK = { "2025-11-25": "sdk", "2026-07-28": "server" };
/** Lines of one folder that the other does not have. */
const MAX_CHANGED_LINES = 165;

/** Copies the server without one revision: its folder, its line in protocols.ts and its SDK are gone. */
function copyWithout(revision: ProtocolRevision): string {
  const root = mkdtempSync(join(tmpdir(), "kit-copy-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const copy = join(root, "apps/server");
  for (const name of ["src", "package.json", "tsconfig.json", "build.ts"])
    cpSync(join(APP, name), join(copy, name), { recursive: true });
  cpSync(join(APP, "../../tsconfig.base.json"), join(root, "tsconfig.base.json"));
  linkModules(join(APP, "node_modules"), join(copy, "node_modules"), `@modelcontextprotocol/${SDK[revision]}`);

  rmSync(join(copy, `src/protocol-${revision}`), { recursive: true });
  const protocols = join(copy, "src/protocols.ts");
  const lines = readFileSync(protocols, "utf8").split("\n");
  writeFileSync(protocols, lines.filter((line) => !line.startsWith(`  "${revision}"`)).join("\n"));
  return copy;
}

function linkModules(from: string, to: string, without: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from).filter((one) => !one.startsWith("."))) {
    const scoped = name.startsWith("@") ? readdirSync(join(from, name)).map((one) => `${name}/${one}`) : [name];
    if (name.startsWith("@")) mkdirSync(join(to, name));
    for (const one of scoped) if (one !== without) symlinkSync(join(from, one), join(to, one), "junction");
  }
}

describe.runIf(REVISIONS.length > 1)("a copy that keeps one revision", { timeout: 120_000 }, () => {
  it("keeps 2025-11-25, and tells a 2026-07-28 client so", async () => {
    const copy = copyWithout("2026-07-28");
    await promisify(execFile)(process.execPath, [TSC, "-p", copy]);
    const server = startRawServer({ main: join(copy, "src/main.ts") });
    for (const method of ["server/discover", "tools/list"]) {
      const error = { code: -32022, data: { supported: ["2025-11-25"], requested: "2026-07-28" } };
      expect(await server.modern(method)).toMatchObject({ error });
    }
    expect((await server.callTool("2025-11-25", "summarize", {})).result).toMatchObject({ isError: true });
    expect(await server.close()).toBe(0);
  });

  it("keeps 2026-07-28, and tells a 2025-11-25 client so", async () => {
    const copy = copyWithout("2025-11-25");
    await promisify(execFile)(process.execPath, [TSC, "-p", copy]);
    const server = startRawServer({ main: join(copy, "src/main.ts") });
    expect((await server.request("ping")).result).toEqual({});
    expect(await server.initialize()).toMatchObject({ error: { data: { supported: ["2026-07-28"] } } });
    expect((await server.callTool("2026-07-28", "summarize", {})).result).toMatchObject({ isError: true });
    expect(await server.close()).toBe(0);
  });
});

describe.runIf(REVISIONS.length > 1)("the two protocol folders", () => {
  const folders = REVISIONS.map((revision) => fileURLToPath(new URL(`./protocol-${revision}`, import.meta.url)));
  const filesOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".ts"));

  it("are twins: the same files, and a diff that one can read as a guide from one SDK to the other", () => {
    const [first = "", second = ""] = folders;
    expect(filesOf(first)).toEqual(filesOf(second));
    const numbers = filesOf(first).map((name) => {
      const { stdout } = spawnSync("git", ["diff", "--no-index", "--numstat", join(first, name), join(second, name)], {
        encoding: "utf8",
      });
      return stdout.split("\t").slice(0, 2).map(Number);
    });
    const changed = numbers.flat().reduce((sum, number) => sum + number, 0);
    console.info(`The protocol folders differ in ${changed} lines.`);
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(MAX_CHANGED_LINES);
  });
});
