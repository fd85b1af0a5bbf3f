import { posix } from "node:path";
import { parseSync } from "oxc-parser";

type Span = { start: number; end: number };

/** A name that a file has from another: `import { imported as local } from "specifier"`. */
export type Binding = { specifier: string; imported: string; local: string; isType: boolean };

/** A file that some code names: by `import()`, or in a string such as `new URL("words.txt", import.meta.url)`. */
export type Mention = Span & { specifier: string; names: readonly string[] | "all"; isImport: boolean };

/** A statement at the top of a file, with the comment that belongs to it. */
export type Unit = Span & {
  /** What it declares. Nothing: it does something, so that it is always needed. */
  declares: readonly string[];
  /** Every identifier in it. */
  uses: ReadonlySet<string>;
  mentions: readonly Mention[];
};

/** A TypeScript file in pieces. */
export type SourceFile = {
  text: string;
  /** The import statements. */
  imports: readonly (Span & { specifier: string; bindings: readonly Binding[] })[];
  /** The statements that export what another file declares. */
  reexports: readonly (Span & { specifier: string; bindings: readonly Binding[] })[];
  units: readonly Unit[];
};

type Node = Span & { type: string; [field: string]: unknown };

/** What looks like the path of a file; `*` stands for what is only known at run time. */
const PATH_LIKE = /^[\w@*./-]*\w\.\w+$/;

// A project is made in several passes over the same files.
const known = new Map<string, SourceFile>();

/** Takes a TypeScript file apart. */
export function readSource(path: string, text: string): SourceFile {
  const source = known.get(text) ?? parse(path, text);
  known.set(text, source);
  return source;
}

function parse(path: string, text: string): SourceFile {
  const { module, program } = parseSync(path, text);
  const imports = module.staticImports.map(({ start, end, moduleRequest: { value: specifier }, entries }) => ({
    ...{ start, end, specifier },
    bindings: entries.map(({ importName, localName, isType }) => ({
      ...{ specifier, imported: importName.name ?? (importName.kind === "Default" ? "default" : "*") },
      ...{ local: localName.value, isType },
    })),
  }));
  const reexports = module.staticExports.flatMap(({ start, end, entries }) => {
    const specifier = entries[0]?.moduleRequest?.value;
    if (specifier === undefined) return [];
    const bindings = entries.map(({ importName, exportName, isType }) => ({
      ...{ specifier, imported: importName.name ?? "*", local: exportName.name ?? "*", isType },
    }));
    return [{ start, end, specifier, bindings }];
  });
  const taken = new Set([...imports, ...reexports].map(({ start }) => start));
  const dynamic = module.dynamicImports.map(({ start, moduleRequest }) => ({ at: start, ...moduleRequest }));
  const units = (program.body as unknown as Node[])
    .filter(({ start }) => !taken.has(start))
    .map((node) => {
      const start = node.start - commentBefore(text.slice(0, node.start)).length;
      const within = (span: Span) => span.start >= node.start && span.end <= node.end;
      const imported = dynamic.filter(within).flatMap((one) => readDynamic(one, text));
      const named = findPaths(text, node).filter((one) => !imported.some(({ start: at }) => at === one.start));
      return {
        start,
        end: node.end,
        declares: declared(node),
        uses: identifiers(node),
        mentions: [...imported, ...named],
      };
    });
  return { text, imports, reexports, units };
}

/** The comment that stands right above a statement. */
function commentBefore(before: string): string {
  return /(?:^|\n)((?:[ \t]*\/\/[^\n]*\n|\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)+)$/.exec(before)?.[1] ?? "";
}

function declared(node: Node): string[] {
  const declaration = (node.type === "ExportNamedDeclaration" && (node.declaration as Node | null)) || node;
  if (declaration.type === "VariableDeclaration") {
    // A pattern, such as `{ a, b }`, without what it is typed as.
    return (declaration.declarations as Node[]).flatMap(({ id }) => [
      ...identifiers({ ...(id as Node), typeAnnotation: null }),
    ]);
  }
  const { id } = declaration as { id?: { name?: string } | null };
  return id?.name === undefined ? [] : [id.name];
}

function identifiers(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const one of node) identifiers(one, found);
  else if (typeof node === "object" && node !== null) {
    const { type, name } = node as { type?: unknown; name?: unknown };
    if (type === "Identifier" && typeof name === "string") found.add(name);
    for (const value of Object.values(node)) identifiers(value, found);
  }
  return found;
}

/** The names of an `import()` are known when it is taken apart at once. */
function readDynamic({ at, start, end }: Span & { at: number }, text: string): Mention[] {
  const specifier = /^["'](.+)["']$/.exec(text.slice(start, end))?.[1];
  if (specifier === undefined) return [];
  const taken = /const \{([^{}]*)\} = await $/.exec(text.slice(0, at))?.[1];
  const picked = /^\)\)\.(\w+)/.exec(text.slice(end))?.[1];
  const names = taken?.split(",").flatMap((one) => /^\s*(\w+)/.exec(one)?.[1] ?? []) ?? (picked && [picked]);
  return [{ specifier, names: names || "all", isImport: true, start, end }];
}

/** A string that looks like a path, or is the first argument of `new URL(…)` or `import.meta.resolve(…)`. */
function findPaths(text: string, { start, end }: Span): Mention[] {
  return [...text.slice(start, end).matchAll(/(new URL\(|meta\.resolve\()?(?:"([^"\n]+)"|`([^`\n]+)`)/g)].flatMap(
    (found) => {
      const [whole, verb = "", quoted, template = ""] = found;
      const specifier = (quoted ?? template).replace(/\$\{[^}]*\}/g, "*");
      if (verb === "" && !PATH_LIKE.test(specifier)) return [];
      const from = start + found.index + verb.length;
      const isImport = verb === "meta.resolve(";
      return [{ specifier, names: "all" as const, isImport, start: from, end: start + found.index + whole.length }];
    },
  );
}

/** The path that a relative specifier of a file names. */
export function resolveFrom(path: string, relative: string): string {
  return posix.join(posix.dirname(path), relative);
}
