import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { KIT_ROOT, readKit } from "./kit.ts";
import { makeProject, partsOf } from "./project.ts";
import { readSource, resolveFrom } from "./source-file.ts";

const kit = readKit();

/** Every app with all of its parts on both revisions, and with none on each. */
const RECIPES = ["server", "client"].flatMap((app) => {
  const { parts, revisions } = partsOf(kit, app);
  return [{ app, without: [] }, ...revisions.map((revision) => ({ app, without: [revision, ...Object.keys(parts)] }))];
});
/** What https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json asks, read on 2026-11-26. */
const serverSchema = z.strictObject({
  $schema: z.literal("https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"),
  name: z
    .stringFormat("reverse-dns", /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    .min(3)
    .max(200),
  description: z.string().min(1).max(100),
  version: z.stringFormat("version", /^\d+\.\d+\.\d+$/).max(255),
  packages: z.tuple([
    z.strictObject({
      registryType: z.literal("npm"),
      identifier: z.string(),
      version: z.stringFormat("version", /^\d+\.\d+\.\d+$/),
      transport: z.strictObject({ type: z.literal("stdio") }),
    }),
  ]),
});
const SDK_OF = {
  "2025-11-25": /@modelcontextprotocol\/sdk/,
  "2026-07-28": /@modelcontextprotocol\/(server|client|node)/,
};

describe("the README of an ejected server", () => {
  it("shows the tool that the kit's server is tested with", () => {
    const { files } = makeProject(kit, { app: "server", name: "my-app", without: [], commit: "c0ffee" });
    const [, shown = ""] = /```ts\n([\s\S]*?)\n *```/.exec(files.get("README.md") ?? "") ?? [];
    const tool = readFileSync(join(KIT_ROOT, "apps/server/src/testing/name-tool.ts"), "utf8");
    expect(shown.replaceAll(/^ {3}/gm, "").trim()).toBe(tool.replaceAll("@kit/", "#kit/").trim());
  });
});

describe.each(RECIPES)("an ejected $app without $without", ({ app, without }) => {
  const { files } = makeProject(kit, { app, name: "my-app", without, commit: "c0ffee" });
  const manifest = JSON.parse(files.get("package.json") ?? "");
  const sources = [...files].filter(([path]) => path.endsWith(".ts"));

  it("names nothing of the workspace", () => {
    const left = [...files].filter(([, text]) => /workspace:|catalog:|"@kit\//.test(text));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it("names no path that leads out of its folder", () => {
    const left = [...files].flatMap(([path, text]) => {
      const named = text.matchAll(/["'`( ]((?:\.\.?\/)+[\w./-]*)/g);
      const out = [...named].filter(([, to = ""]) => posix.join(posix.dirname(path), to).startsWith(".."));
      return [...out.map(([, to]) => `${to} in ${path}`), ...(text.includes(KIT_ROOT) ? [path] : [])];
    });
    expect(left).toEqual([]);
  });

  it("holds every file that it imports, and installs every library", () => {
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const lost = sources.flatMap(([path, text]) =>
      readSource(path, text).imports.flatMap(({ specifier }) => {
        const file = manifest.imports[specifier] ?? resolveFrom(path, specifier);
        const isThere = /^[.#]/.test(specifier)
          ? files.has(posix.normalize(file))
          : specifier.startsWith("node:") || installed.some((one) => `${specifier}/`.startsWith(`${one}/`));
        return isThere ? [] : [`${specifier} in ${path}`];
      }),
    );
    expect(lost).toEqual([]);
  });

  it("keeps no trace of the SDK of a revision that it does not speak", () => {
    for (const [revision, sdk] of Object.entries(SDK_OF)) {
      if (!without.includes(revision)) continue;
      expect([...files].filter(([, text]) => sdk.test(text)).map(([path]) => path)).toEqual([]);
    }
  });

  it("has the tests of what it holds", () => {
    expect(sources.filter(([path]) => path.endsWith(".test.ts")).length).toBeGreaterThan(10);
  });
});

describe("what an ejected server holds", () => {
  const without = (...kept: string[]) => ["http", "direct", "tools"].filter((part) => !kept.includes(part));
  const make = (...kept: string[]) =>
    makeProject(kit, { app: "server", name: "@me/my-server", without: without(...kept), commit: "c0ffee" }).files;

  it("is no gateway and no HTTP, unless it is asked for", () => {
    const paths = (...kept: string[]) => [...make(...kept).keys()].join("\n");
    expect(paths()).not.toMatch(/gateway|src\/kit\/http|Dockerfile/);
    expect(paths("http")).toMatch(/src\/kit\/http[\s\S]*Dockerfile/);
    expect(paths("direct")).toContain("src/kit/gateway");
  });

  it("is named as the package is, without its scope where a name has none", () => {
    expect(make().get("src/server-info.ts")).toContain('name: "my-server", title: "My server"');
    expect(JSON.parse(make().get("package.json") ?? "")).toMatchObject({
      name: "@me/my-server",
      bin: { "my-server": "dist/main.js" },
    });
  });

  it("is described to the MCP registry as its schema asks, and as the package describes itself to it", () => {
    const { mcpName, version, description } = JSON.parse(make().get("package.json") ?? "");
    const server = serverSchema.parse(JSON.parse(make().get("server.json") ?? ""));
    expect(server).toMatchObject({
      name: mcpName,
      version,
      description,
      packages: [{ identifier: "@me/my-server", version }],
    });
  });
});

describe("the size of an ejected app", () => {
  /** Lines of source, with all that is vendored, without tests: what an app of one revision and no part promises. */
  const MOST_LINES = { server: 3_000, client: 6_000 };
  const apps = Object.entries(MOST_LINES).flatMap(([app, most]) => {
    const { parts, revisions } = partsOf(kit, app);
    return revisions.map((revision) => ({ app, most, without: [revision, ...Object.keys(parts)] }));
  });

  it.each(apps)("of a $app without $without is at most $most lines", ({ app, most, without }) => {
    const { lines } = makeProject(kit, { app, name: "my-app", without, commit: "c0ffee" });
    expect(lines.source).toBeLessThanOrEqual(most);
  });
});
