import { globSync, readFileSync } from "node:fs";

// Who may import whom. `pnpm lint` runs it; type-only imports count as imports.

/** Which packages of the kit each package may import, beside itself. An app may import every package. */
const MAY_IMPORT = {
  protocol: [],
  gateway: [],
  "offline-llm": [],
  terminal: ["protocol"],
  transport: ["protocol"],
  sampling: ["protocol"],
  tape: ["protocol", "terminal"],
  consent: ["protocol", "terminal", "gateway"],
  http: ["protocol", "sampling"],
};

/** The apps whose `kit.json` says that they are servers, whatever their names: `"role": "server"`. */
const servers = globSync("apps/*/kit.json")
  .filter((file) => JSON.parse(readFileSync(file, "utf8")).role === "server")
  .map((file) => file.split(/[\\/]/)[1])
  .join("|");

const TEST = "/testing/";
const SDK = "node_modules/@modelcontextprotocol/";
const FIRST_SDK = `${SDK}sdk/`;

export default {
  forbidden: [
    {
      name: "no-cycle-of-files",
      comment: "Move what both need into a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-cycle-of-folders",
      comment: "Two folders that import each other are one topic: merge them, or move what both need.",
      severity: "error",
      scope: "folder",
      from: { path: "/src/" },
      to: { circular: true, viaOnly: "/src/" },
    },
    ...Object.entries(MAY_IMPORT).map(([name, others]) => ({
      name: `packages-of-${name}`,
      comment: `packages/${name} may import ${others.join(", ") || "no other package of the kit"}.`,
      severity: "error",
      from: { path: `^packages/${name}/`, pathNot: TEST },
      to: { path: "^(packages|apps)/", pathNot: `^packages/(${[name, ...others].join("|")})/` },
    })),
    {
      name: "apps-stay-apart",
      comment: "Nothing imports an app: what two need is a package, and the lab starts apps as processes.",
      severity: "error",
      from: { path: "^((?:packages|apps)/[^/]+)/", pathNot: "^apps/stage/" },
      to: { path: "^apps/", pathNot: "^$1/" },
    },
    {
      name: "stage-is-a-client",
      comment: "The stage is the client with a page: of the apps it imports the client only.",
      severity: "error",
      from: { path: "^apps/stage/" },
      to: { path: "^apps/", pathNot: "^apps/(stage|client)/" },
    },
    {
      name: "packages-by-name",
      comment: "Import another package by its name, not by a path.",
      severity: "error",
      from: { path: "^((?:packages|apps)/[^/]+)/" },
      to: { path: "^(packages|apps)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "sdk-in-its-place",
      comment: "An MCP SDK belongs in a protocol-<revision> folder, so that one revision can be deleted.",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: `/protocol-\\d|^packages/(http|transport)/|^apps/lab/|${TEST}` },
      to: { path: SDK },
    },
    {
      name: "sdk-of-its-revision",
      severity: "error",
      from: { path: "/protocol-2025-11-25/" },
      to: { path: SDK, pathNot: FIRST_SDK },
    },
    {
      name: "no-old-sdk-on-2026-07-28",
      severity: "error",
      from: { path: "/protocol-2026-07-28/" },
      to: { path: FIRST_SDK },
    },
    {
      name: "server-starts-without-a-model",
      comment: "A server loads the gateway only when it is told to ask a model itself: import it with import().",
      severity: "error",
      from: { path: `^apps/(${servers})/src/`, pathNot: TEST },
      to: { path: "^packages/(gateway|offline-llm)/|/openai/", dependencyTypesNot: ["dynamic-import", "type-only"] },
    },
  ],
  options: {
    // TypeScript 7 has no API for other programs yet.
    parser: "swc",
    includeOnly: ["^(packages|apps)/[^/]+/src/", SDK, "/openai/"],
    doNotFollow: { path: "node_modules" },
    exclude: { path: String.raw`\.test\.ts$` },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts"],
    },
  },
};
