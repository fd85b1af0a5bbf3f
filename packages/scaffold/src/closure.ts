import { posix } from "node:path";
import type { Kit } from "./kit.ts";
import { type Binding, readSource, resolveFrom, type SourceFile, type Unit } from "./source-file.ts";

/** What some code of the kit needs, in files, declarations and libraries. */
export type Closure = {
  /** The files that are needed, each with its declarations that are; of a file that is no TypeScript, none. */
  files: ReadonlyMap<string, FileUse>;
  /** The libraries that are imported, by the names of their packages. */
  libraries: ReadonlySet<string>;
  /** What is imported, and is not there. */
  missing: readonly string[];
  /** Adds what a file needs, and all that is in it. */
  add: (path: string) => void;
  /** Adds some names of what a specifier in a file stands for. */
  need: (from: string, specifier: string, names: readonly string[] | "all") => void;
  /** Whether what a test imports is there already, and its helpers need no other file but those under `testing/`. */
  covers: (path: string) => boolean;
};

/** What is needed of a file. */
export type FileUse = { source: SourceFile | undefined; units: ReadonlySet<Unit>; bindings: ReadonlySet<Binding> };

type Use = { source: SourceFile | undefined; units: Set<Unit>; bindings: Set<Binding> };

/** How the kit's packages are imported. */
const KIT_IMPORT = /^@kit\/([^/]+)(\/.+)?$/;

/** The file behind an export of a package, such as `@kit/protocol`. Undefined: it is no package of the kit. */
export function entryOf(kit: Kit, specifier: string): string | undefined {
  const [, name = "", subpath = ""] = KIT_IMPORT.exec(specifier) ?? [];
  if (name === "" || !kit.files.has(`packages/${name}/package.json`)) return undefined;
  const { exports = {} } = JSON.parse(kit.read(`packages/${name}/package.json`)) as {
    exports?: Record<string, string>;
  };
  const pattern = exports[`.${subpath}`] ?? exports["./testing/*"]?.replace("*", subpath.replace("/testing/", ""));
  return pattern && posix.join(`packages/${name}`, pattern);
}

/** Follows imports, by the names that are imported: a package of which one function is used is not needed whole. */
export function createClosure(kit: Kit, base?: Pick<Closure, "files" | "libraries">): Closure {
  const files = new Map<string, Use>();
  for (const [path, { source, units, bindings }] of base?.files ?? []) {
    files.set(path, { source, units: new Set(units), bindings: new Set(bindings) });
  }
  const libraries = new Set<string>(base?.libraries);
  const missing: string[] = [];

  function visit(path: string): Use {
    const known = files.get(path);
    if (known !== undefined) return known;
    const source = path.endsWith(".ts") ? readSource(path, kit.read(path)) : undefined;
    const use: Use = { source, units: new Set(), bindings: new Set() };
    files.set(path, use);
    for (const unit of source?.units ?? []) if (unit.declares.length === 0) needUnit(path, use, unit);
    for (const { specifier, bindings } of source?.imports ?? []) if (bindings.length === 0) need(path, specifier, []);
    return use;
  }

  /** Some names of what a specifier stands for. */
  function need(from: string, specifier: string, names: readonly string[] | "all"): void {
    const path = specifier.startsWith(".") ? resolveFrom(from, specifier) : entryOf(kit, specifier);
    if (path === undefined) {
      if (!specifier.startsWith("node:")) libraries.add(libraryOf(specifier));
      return;
    }
    if (!kit.files.has(path)) return void missing.push(`${path} for ${from}`);
    const use = visit(path);
    const { source } = use;
    if (source === undefined) return;
    for (const name of names === "all" ? [] : names) {
      if (!exportsName(source, name)) missing.push(`${name} of ${path} for ${from}`);
    }
    const isWanted = (name: string) => names === "all" || names.includes("*") || names.includes(name);
    for (const { specifier: behind, bindings } of source.reexports) {
      const wanted = bindings.filter(({ local }) => isWanted(local) || local === "*");
      for (const binding of wanted) {
        use.bindings.add(binding);
        need(path, behind, [binding.imported]);
      }
    }
    for (const unit of source.units) if (unit.declares.some(isWanted)) needUnit(path, use, unit);
  }

  function needUnit(path: string, use: Use, unit: Unit): void {
    if (use.units.has(unit) || use.source === undefined) return;
    use.units.add(unit);
    for (const other of use.source.units)
      if (other.declares.some((name) => unit.uses.has(name))) needUnit(path, use, other);
    for (const { specifier, bindings } of use.source.imports) {
      for (const binding of bindings) {
        if (!unit.uses.has(binding.local) || use.bindings.has(binding)) continue;
        use.bindings.add(binding);
        need(path, specifier, [binding.imported]);
      }
    }
    for (const { specifier, names, isImport } of unit.mentions) {
      if (isImport) need(path, specifier, names);
      else
        for (const mentioned of matches(kit, path, specifier)) need(mentioned, `./${posix.basename(mentioned)}`, "all");
    }
  }

  return {
    files,
    libraries,
    missing,
    need,
    add: (path) => need(path, `./${posix.basename(path)}`, "all"),
    covers(path) {
      const trial = createClosure(kit, { files, libraries });
      for (const { specifier, bindings } of readSource(path, kit.read(path)).imports) {
        const entry = specifier.startsWith(".") ? resolveFrom(path, specifier) : entryOf(kit, specifier);
        const names = bindings.map(({ imported }) => imported);
        if (entry !== undefined && !entry.includes("/testing/")) trial.need(path, specifier, names);
      }
      if ([...trial.files].some(([reached, { units }]) => units.size !== files.get(reached)?.units.size)) return false;
      // What its helpers need may be more of the same files.
      trial.add(path);
      const isOther = (one: string) =>
        one.endsWith(".ts") && one !== path && !one.includes("/testing/") && !files.has(one);
      return ![...trial.files.keys()].some(isOther);
    },
  };
}

function exportsName({ units, reexports }: SourceFile, name: string): boolean {
  const exported = [
    ...units.flatMap(({ declares }) => declares),
    ...reexports.flatMap(({ bindings }) => bindings.map(({ local }) => local)),
  ];
  return name === "*" || exported.includes(name) || exported.includes("*");
}

/** The files that a path in a string stands for: itself, those of the folder, or those that fit the pattern. */
export function matches(kit: Kit, from: string, specifier: string): string[] {
  const path = resolveFrom(from, specifier);
  if (kit.files.has(path)) return [path];
  return [...kit.files].filter((file) => file.startsWith(`${path}/`) || posix.matchesGlob(file, path));
}

function libraryOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
