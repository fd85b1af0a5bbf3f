import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" }).split(
  "\n",
);
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** Which packages of the kit each one may depend on. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  "packages/protocol": [],
  "packages/transport": [],
  "packages/gateway": [],
  "packages/offline-llm": [],
  "packages/sampling": ["@kit/protocol"],
  "apps/server": ["@kit/gateway", "@kit/protocol", "@kit/sampling", "@kit/transport"],
  // The client starts the server as a process, and imports nothing of it.
  "apps/client": [
    "@kit/gateway",
    "@kit/offline-llm",
    "@kit/protocol",
    "@kit/sampling",
    "@kit/server",
    "@kit/transport",
  ],
};

const sources = files.filter((file) => /^(packages|apps)\/.*\/src\/.*\.ts$/.test(file) && existsSync(join(ROOT, file)));
const imports = sources.flatMap((file) =>
  [...read(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, specifier = ""]) => ({ file, specifier })),
);
const list = (found: { file: string; specifier: string }[]) =>
  found.map(({ file, specifier }) => `${file}: ${specifier}`);

describe("the structure", () => {
  it.each(Object.entries(MAY_USE))("%s depends only on what it may", (folder, allowed) => {
    const manifest = JSON.parse(read(`${folder}/package.json`));
    const used = Object.keys({ ...manifest.dependencies }).filter((name) => name.startsWith("@kit/"));
    expect(allowed).toEqual(expect.arrayContaining(used));
  });

  it("has apps that never import each other; the lab only starts them", () => {
    const apps = /^@kit\/(server|client|lab)(\/|$)/;
    expect(list(imports.filter(({ specifier }) => apps.test(specifier)))).toEqual([]);
  });

  it("imports an MCP SDK only in the folders of a protocol revision, where HTTP is served, and in the lab", () => {
    const elsewhere = imports.filter(
      ({ file, specifier }) =>
        specifier.startsWith("@modelcontextprotocol/") &&
        !/\/protocol-\d|^apps\/server\/src\/http\/|^apps\/lab\//.test(file),
    );
    expect(list(elsewhere)).toEqual([]);
  });

  it("imports in each folder the SDK of its revision", () => {
    const foreign = imports.filter(({ file, specifier }) => {
      if (!specifier.startsWith("@modelcontextprotocol/")) return false;
      const isFirstSdk = specifier.startsWith("@modelcontextprotocol/sdk/");
      return isFirstSdk ? file.includes("/protocol-2026-07-28/") : file.includes("/protocol-2025-11-25/");
    });
    expect(list(foreign)).toEqual([]);
  });

  it("imports across packages by name, never by path", () => {
    const inside = imports.filter(({ specifier }) => specifier.startsWith("."));
    const outside = inside.filter(({ file, specifier }) => {
      const [, home = ""] = /^((?:packages|apps)\/[^/]+\/)/.exec(file) ?? [];
      return !join(dirname(file), specifier).startsWith(home);
    });
    expect(list(outside)).toEqual([]);
  });

  it("keeps the tools free of protocols: no revision is named and no carrier is asked for", () => {
    const tools = sources.filter((file) => /^apps\/server\/src\/tools\/.*(?<!\.test)\.ts$/.test(file));
    expect(tools.length).toBeGreaterThan(3);
    expect(tools.filter((file) => /20\d\d-\d\d-\d\d|\bvia\b|\bcarrier|PushContext|runRound/.test(read(file)))).toEqual(
      [],
    );
  });

  it("loads the gateway in one file of the server, and only when it is asked", () => {
    const users = imports.filter(
      ({ file, specifier }) => file.startsWith("apps/server/src/") && specifier === "@kit/gateway",
    );
    expect(new Set(users.map(({ file }) => file))).toEqual(new Set(["apps/server/src/direct/create-direct-ask.ts"]));
    expect(read("apps/server/src/direct/create-direct-ask.ts")).not.toMatch(/^import .*@kit\/gateway/m);
    const { dependencies } = JSON.parse(read("apps/server/package.json"));
    expect(Object.keys(dependencies)).not.toEqual(expect.arrayContaining([expect.stringMatching(/openai|offline/)]));
  });

  it("has a table of contents for an index: named exports and comments only", () => {
    for (const file of sources.filter((name) => name.endsWith("/index.ts"))) {
      const rest = read(file)
        .replace(/export (type )?\{[^}]*\} from "[^"]+";/g, "")
        .replace(/\/\/.*/g, "")
        .trim();
      expect(rest, file).toBe("");
      expect(file).toMatch(/^packages\/[^/]+\/src\/index\.ts$/);
    }
  });

  it("keeps source files short enough to read at one sitting; only a table may be as long as its data", () => {
    const isTable = (file: string) =>
      /\/(glossary|fixtures|guards)\/|(error-codes|providers|recorded-errors|\.test)\.ts$/.test(file);
    expect(sources.filter((file) => !isTable(file) && read(file).split("\n").length > 200)).toEqual([]);
  });
});
