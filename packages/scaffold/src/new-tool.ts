import { UsageError } from "@kit/terminal";
import { parseSync } from "oxc-parser";
import type { Kit } from "./kit.ts";
import type { Changes } from "./kit-changes.ts";
import { findApp } from "./manifest.ts";
import { readSource } from "./source-file.ts";

const TEMPLATES = "packages/scaffold/templates/tool";
const CONTRACTS = "packages/protocol/src";
const LIST = "ALL_TOOLS";
/** Providers take names of functions of up to 64 characters. */
const NAME = /^(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The files of a new tool, and those that change: its contract, its function and a test of it. Nothing is written. */
export function makeTool(kit: Kit, name: string, app: string): Changes {
  const { folder, manifest } = findApp(kit, app);
  if (manifest.role !== "server") throw new UsageError(`${app} is no server.`, { fix: "Name a server with --in." });
  if (!NAME.test(name)) {
    throw new UsageError(`"${name}" cannot be the name of a tool.`, {
      fix: "Use up to 64 letters in lower case and digits, with dashes between words, as in extract-dates.",
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
  const exported =
    kit
      .read(index)
      .match(/(?<=\{)[^}]*(?=\})/g)
      ?.flatMap((names) => names.split(/[\s,]+/)) ?? [];
  if (Object.values(places).some((path) => kit.files.has(path)) || exported.includes(camel)) {
    throw new UsageError(`The name ${name} is taken.`, { fix: "Name the tool otherwise." });
  }
  const changes = {
    added: new Map(
      Object.entries(places).map(([template, path]) => [path, fill(kit.read(`${TEMPLATES}/${template}`), name, camel)]),
    ),
    changed: new Map([
      [index, addContract(kit.read(index), name, camel)],
      [list, addToList(kit, list, name, `${camel}Tool`)],
    ]),
  };
  const isBroken = [...changes.added, ...changes.changed].some(([path, text]) => !isSound(path, text));
  if (isBroken || camel in globalThis || name === "index") {
    throw new UsageError(`"${name}" cannot be the name of a tool: in its files it means something else.`, {
      fix: `Name it otherwise, for example ${name}-text.`,
    });
  }
  return changes;
}

/** Whether a file can be read, and declares no name twice. */
function isSound(path: string, text: string): boolean {
  if (parseSync(path, text).errors.length > 0) return false;
  const { imports, units } = readSource(path, text);
  const imported = imports.flatMap(({ bindings }) => bindings.map(({ local }) => local));
  const names = [...imported, ...units.flatMap(({ declares }) => declares)];
  return new Set(names).size === names.length;
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

/** Imports the tool, and names it at the end of the list. */
function addToList(kit: Kit, path: string, name: string, tool: string): string {
  const text = kit.files.has(path) ? kit.read(path) : "";
  const { body } = parseSync(path, text).program;
  const [tools] = body.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration") return [];
    return declared.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && id.name === LIST && init?.type === "ArrayExpression" ? [init] : [],
    );
  });
  if (tools === undefined) {
    throw new UsageError(`${path} has no list ${LIST} to which a tool can be added.`, {
      fix: `Write one, as in export const ${LIST}: readonly Tool[] = [];`,
    });
  }
  const last = tools.elements.at(-1);
  const at = last?.end ?? tools.start + 1;
  const before = body.findLast(({ type }) => type === "ImportDeclaration")?.end ?? 0;
  return [
    text.slice(0, before),
    `\nimport { ${tool} } from "./${name}.ts";`,
    text.slice(before, at),
    last ? `, ${tool}` : tool,
    text.slice(at),
  ].join("");
}
