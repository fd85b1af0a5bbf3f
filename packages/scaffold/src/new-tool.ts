import { UsageError } from "@kit/terminal";
import type { Kit } from "./kit.ts";
import { findApp } from "./manifest.ts";

const TEMPLATES = "packages/scaffold/templates/tool";
const CONTRACTS = "packages/protocol/src";
const LINE_WIDTH = 120;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The files of a new tool, and those that change: its contract, its function and a test of it. Nothing is written. */
export function makeTool(
  kit: Kit,
  name: string,
  app: string,
): { added: Map<string, string>; changed: Map<string, string> } {
  const { folder, manifest } = findApp(kit, app);
  if (manifest.role !== "server") throw new UsageError(`${app} is no server.`, { fix: "Name a server with --in." });
  if (!NAME.test(name)) {
    throw new UsageError(`"${name}" cannot be the name of a tool.`, {
      fix: "Use words in lower case with dashes, as in extract-dates.",
    });
  }
  const camel = name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
  const index = `${CONTRACTS}/index.ts`;
  const list = `${folder}/src/tools/all-tools.ts`;
  const places = {
    "contract.ts": `${CONTRACTS}/contracts/${name}.ts`,
    "tool.ts": `${folder}/src/tools/${name}.ts`,
    "test.ts": `${folder}/src/tools/${name}.test.ts`,
  };
  const isTaken = Object.values(places).some((path) => kit.files.has(path));
  if (isTaken || new RegExp(`\\b${camel}\\b`).test(kit.read(index))) {
    throw new UsageError(`The name ${name} is taken.`, { fix: "Name the tool otherwise." });
  }
  const added = Object.entries(places).map(([template, path]): [string, string] => [
    path,
    fill(kit.read(`${TEMPLATES}/${template}`), name, camel),
  ]);
  return {
    added: new Map(added),
    changed: new Map([
      [index, addContract(kit.read(index), name, camel)],
      [list, addToList(kit.read(list), name, `${camel}Tool`)],
    ]),
  };
}

function fill(template: string, name: string, camel: string): string {
  const title = name.replaceAll("-", " ");
  return template
    .replaceAll("exampleTool", camel)
    .replaceAll("example-tool", name)
    .replaceAll("example_tool", name.replaceAll("-", "_"))
    .replaceAll("Example tool", title.charAt(0).toUpperCase() + title.slice(1));
}

/** After the contracts that are there: they stand at the top, one a line. */
function addContract(index: string, name: string, camel: string): string {
  const lines = index.split("\n");
  const last = lines.findLastIndex((line) => line.includes('"./contracts/') && !line.includes("tool-contract"));
  return lines.toSpliced(last + 1, 0, `export { ${camel} } from "./contracts/${name}.ts";`).join("\n");
}

function addToList(text: string, name: string, tool: string): string {
  const imports = [...(text.match(/^import .*\n/gm) ?? []), `import { ${tool} } from "./${name}.ts";\n`];
  const [packages, own] = [
    imports.filter((line) => !line.includes('"./')),
    imports.filter((line) => line.includes('"./')),
  ];
  const rest = text.replace(/^import .*\n/gm, "").replace(/\[([^[\]]+)\];/, (_list, listed: string) => {
    const tools = [
      ...listed
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== ""),
      tool,
    ];
    return `[${tools.join(", ")}];`;
  });
  const wide = rest.split("\n").map((line) => (line.length <= LINE_WIDTH ? line : spread(line)));
  return [...packages, ...own.sort(byPath)].join("") + wide.join("\n");
}

function byPath(one: string, other: string): number {
  const path = (line: string) => line.slice(line.indexOf('"'));
  return path(one) < path(other) ? -1 : 1;
}

/** A list with one element a line. */
function spread(line: string): string {
  return line.replace(
    /\[([^[\]]+)\];$/,
    (_list, listed: string) =>
      `[\n${listed
        .split(", ")
        .map((one) => `  ${one},\n`)
        .join("")}];`,
  );
}
