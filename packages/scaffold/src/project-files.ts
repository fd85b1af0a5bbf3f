import { posix } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { type Ejected, unscoped } from "./eject.ts";
import type { Kit } from "./kit.ts";
import { ManifestError } from "./manifest.ts";

/** What the files beside the sources say. */
export type ProjectFacts = {
  name: string;
  /** The folder of the app in the kit. */
  app: string;
  revisions: readonly string[];
  /** The parts that the project has. */
  parts: readonly string[];
};

const TEMPLATES = "packages/scaffold/templates";
/** Where a template goes that cannot have its name in the kit, where git and npm would follow it. */
const PLACES: Readonly<Record<string, string>> = {
  gitignore: ".gitignore",
  dockerignore: ".dockerignore",
  "env.example": ".env.example",
  "ci.yml": ".github/workflows/ci.yml",
  "pnpm.yaml": "pnpm-workspace.yaml",
  "yarnrc.yml": ".yarnrc.yml",
};
/** The part of an app that a template is for. */
const FOR_PART: Readonly<Record<string, string>> = { Dockerfile: "http", dockerignore: "http" };

const SERVER_SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
const VERSION = "0.1.0";
const NODE = ">=22.18";
const CHECK_NODE = "node check-node.js";
const BUILD = `${CHECK_NODE} && node build.ts`;
/** What every project uses, beside what its sources import. Yarn does not install by itself that vitest is on vite. */
const TOOLS = ["@types/node", "esbuild", "typescript", "vite", "vitest"];

const workspaceSchema = z.object({ catalog: z.record(z.string(), z.string()) });
const appSchema = z.object({ description: z.string() });
const baseSchema = z.object({ compilerOptions: z.record(z.string(), z.unknown()) });

/** What makes a project of ejected sources: `package.json` and the like, a README, a check that runs in CI. */
export function projectFiles(kit: Kit, ejected: Ejected, facts: ProjectFacts): Map<string, string> {
  const { role } = ejected.manifest;
  const { description } = appSchema.parse(JSON.parse(kit.read(`${facts.app}/package.json`)));
  const { compilerOptions } = baseSchema.parse(JSON.parse(kit.read("tsconfig.base.json")));
  const files = new Map([
    ["package.json", json(packageJson(kit, ejected, facts, description))],
    ["tsconfig.json", json({ compilerOptions, include: ["src", "*.ts"] })],
    ["LICENSE", kit.read("LICENSE")],
  ]);
  if (role === "server") {
    files.set("server.json", json(serverJson(facts.name, description)));
    const server = { type: "stdio", command: "node", args: [`\${workspaceFolder}/src/main.ts`] };
    files.set(".vscode/mcp.json", json({ servers: { [facts.name]: server } }));
  }
  for (const path of kit.files) {
    if (![`${TEMPLATES}/shared`, `${TEMPLATES}/${role}`].includes(posix.dirname(path))) continue;
    const template = posix.basename(path);
    const part = FOR_PART[template];
    if (part === undefined || facts.parts.includes(part)) {
      files.set(PLACES[template] ?? template, fill(kit.read(path), facts));
    }
  }
  return files;
}

function packageJson(
  kit: Kit,
  { manifest, imports, libraries }: Ejected,
  { name, parts }: ProjectFacts,
  description: string,
) {
  const { catalog } = workspaceSchema.parse(parse(kit.read("pnpm-workspace.yaml")));
  const ranges = (libraries: Iterable<string>) => {
    const entries = [...new Set(libraries)].sort().map((library) => {
      if (catalog[library] === undefined) throw new ManifestError(`pnpm-workspace.yaml: no version of ${library}.`);
      return [library, `^${catalog[library]}`];
    });
    return Object.fromEntries(entries);
  };
  // With the policy the client reads .env itself, once the user has confirmed it.
  const readEnv = parts.includes("policy") ? "" : " --env-file-if-exists=.env";
  const types = [...libraries.toRun, ...libraries.toTest].map((library) => `@types/${library}`);
  return {
    ...{ name, version: VERSION, description, license: "MIT", type: "module" },
    ...(manifest.role === "server" && { mcpName: registryName(name) }),
    bin: { [unscoped(name)]: "dist/main.js" },
    files: ["dist"],
    engines: { node: NODE },
    imports,
    scripts: {
      start: `${CHECK_NODE} && node src/main.ts`,
      ...(manifest.role === "client" && { client: `${CHECK_NODE} && node${readEnv} src/main.ts` }),
      build: BUILD,
      typecheck: "tsc",
      test: `${CHECK_NODE} && vitest run`,
      prepack: BUILD,
    },
    dependencies: ranges(libraries.toRun),
    devDependencies: ranges([...TOOLS, ...libraries.toTest, ...types.filter((one) => catalog[one] !== undefined)]),
  };
}

/** What the MCP registry is told about a server. */
function serverJson(name: string, description: string) {
  return {
    $schema: SERVER_SCHEMA,
    ...{ name: registryName(name), description, version: VERSION },
    packages: [{ registryType: "npm", identifier: name, version: VERSION, transport: { type: "stdio" } }],
  };
}

function registryName(name: string): string {
  return `io.github.YOUR-NAME/${unscoped(name)}`;
}

/**
 * Fills in `{{name}}` and its like, and keeps the lines between `%% if part` and `%% end` of the parts that are there, and
 * those behind `%% unless part` of others.
 */
export function fill(template: string, { name, app, revisions, parts }: ProjectFacts): string {
  return template
    .replace(/^%% (if|unless) (\S+)\n([\s\S]*?)^%% end\n/gm, (_block, when, part, lines) =>
      parts.includes(part) === (when === "if") ? lines : "",
    )
    .replaceAll("{{name}}", name)
    .replaceAll("{{app}}", app)
    .replaceAll("{{revisions}}", revisions.join(" and "));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
