import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./processes/start-program.ts";
import { listSource } from "./sizes/count-source.ts";

// Who may import whom, and that there is no cycle, stands in `.dependency-cruiser.mjs`. These are the other rules.
// What the workshop's chapters lay out is no source of its own: the tests there check it.

const source = listSource().filter(({ path }) => /^(apps|packages)\/[^/]+\/src\//.test(path));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** None of the apps that a user made. */
const READMES = "{apps/{client,lab,server,stage,workshop},packages/*}/README.md";

/** The apps whose `kit.json` says that they are servers, whatever their names. */
const servers = [...new Set(source.map(({ path }) => path.replace(/\/src\/.*/, "")))].filter((folder) => {
  const manifest = `${folder}/kit.json`;
  return existsSync(join(ROOT, manifest)) && JSON.parse(read(manifest)).role === "server";
});

describe("the structure", () => {
  it("has a server whose tools are free of protocols: no revision is named and no carrier is asked for", () => {
    const tools = source.filter(({ path }) => servers.some((server) => path.startsWith(`${server}/src/tools/`)));
    expect(tools).not.toEqual([]);
    const bound = tools.filter(({ path }) =>
      /20\d\d-\d\d-\d\d|\bvia\b|\bcarrier|PushContext|runRound/.test(read(path)),
    );
    expect(bound).toEqual([]);
  });

  it.each(servers)("keeps %s free of models: it depends on no model's SDK and not on the offline model", (server) => {
    const { dependencies } = JSON.parse(read(`${server}/package.json`));
    expect(Object.keys(dependencies).filter((name) => /openai|offline/.test(name))).toEqual([]);
  });

  it("installs at the root the versions of the catalog: npm, which reads the root, knows no catalog", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const catalog = read("pnpm-workspace.yaml");
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const listed = catalog.match(new RegExp(`^  "?${name}"?: (\\d.+)$`, "m"))?.[1];
      expect([undefined, version], name).toContain(listed);
    }
  });

  it("installs with a package what its source imports: whoever walks through has no devDependencies", () => {
    const missing = source.flatMap(({ path }) => {
      const home = path.split("/").slice(0, 2).join("/");
      const { name = "", dependencies = {} } = JSON.parse(read(`${home}/package.json`));
      const imported = read(path).matchAll(
        /^(?:import|export) (?!type )[^;]*?from "([^".][^"]*)"|\bimport\("([^".][^"]*)"\)/gm,
      );
      const packages = [...imported].map(
        ([, from, lazy]) => (from ?? lazy ?? "").match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? "",
      );
      const isThere = (one: string) => one.startsWith("node:") || one === name || one in dependencies;
      return home === "apps/lab" ? [] : packages.filter((one) => !isThere(one)).map((one) => `${path}: ${one}`);
    });
    expect(missing).toEqual([]);
  });

  it("imports across packages by name, never by path, in tests as well", () => {
    const paths = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    const crossing = paths.split("\n").flatMap((path) => {
      if (!/^(apps|packages)\/.*\/src\//.test(path) || !existsSync(join(ROOT, path))) return [];
      const home = path.split("/").slice(0, 2).join("/");
      const imported = [...read(path).matchAll(/^(?:import|export) .*from "(\.[^"]+)"/gm)].map(([, to = ""]) => to);
      return imported.filter((to) => !join(dirname(path), to).startsWith(`${home}/`)).map((to) => `${path}: ${to}`);
    });
    expect(crossing).toEqual([]);
  });

  it("has a table of contents for an index: named exports of its own package, and comments", () => {
    for (const { path } of source.filter(({ path }) => path.endsWith("/index.ts"))) {
      const rest = read(path)
        .replace(/export (type )?\{[^}]*\} from "\.[^"]+";/g, "")
        .replace(/\/\/.*/g, "")
        .trim();
      expect(rest, path).toBe("");
      expect(path).toMatch(/^packages\/[^/]+\/src\/index\.ts$/);
    }
  });

  it.each([
    ["the front README", 900, ["README.md"]],
    ["the READMEs of apps and packages", 9_000, globSync(READMES, { cwd: ROOT })],
  ])("keeps %s within %i words, fences included", (_name, limit, pages) => {
    const words = pages.flatMap((page) => read(page).split(/\s+/).filter(Boolean));
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(limit);
  });

  it("keeps files short enough to read at one sitting; only a table may be as long as its data", () => {
    const isTable = (path: string) =>
      /\/(glossary|phrasebook|fixtures|tables)\b|(error-codes|providers|recorded-errors)\.ts$/.test(path);
    expect(source.filter(({ path, lines }) => !isTable(path) && lines > 220)).toEqual([]);
  });
});
