import { posix } from "node:path";
import type { FileUse } from "./closure.ts";
import type { Binding } from "./source-file.ts";

const LINE_WIDTH = 120;

/** A piece of a text, and what stands there instead. */
type Change = { start: number; end: number; to: string };

/**
 * A TypeScript file with only what is needed of it: declarations and imports that are not are gone.
 *
 * @param move Where a file of the kit goes.
 * @param kit What the kit's packages are imported by: `@kit/`, or `#kit/` where they are files of the project.
 */
export function renderFile(
  path: string,
  { source, units, bindings }: FileUse,
  move: (path: string) => string,
  kit: string,
): string {
  if (source === undefined) throw new Error(`${path} is no source file.`);
  const { text } = source;
  const changes: Change[] = [];
  const statements = [
    ...source.imports.map((one) => ({ ...one, verb: "import" })),
    ...source.reexports.map((one) => ({ ...one, verb: "export" })),
  ];
  for (const { start, end, specifier, bindings: all, verb } of statements) {
    const kept = all.filter((binding) => bindings.has(binding));
    if (all.length > 0 && kept.length === 0) changes.push(remove(text, start, end));
    else if (kept.length < all.length) changes.push({ start, end, to: renderBindings(verb, kept, specifier) });
  }
  for (const unit of source.units) {
    if (!units.has(unit)) changes.push(remove(text, unit.start, unit.end));
    else {
      for (const { specifier, isImport, start, end } of unit.mentions) {
        const to = isImport ? specifier : relocate(path, specifier, move);
        if (to !== specifier) changes.push({ start, end, to: JSON.stringify(to) });
      }
    }
  }
  const changed = changes.sort((a, b) => b.start - a.start).reduce(apply, text);
  return dropIdleComments(changed)
    .replace(/"@kit\/([\w-]+(?:\/[\w./-]+)?)"/g, `"${kit}$1"`)
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\n+$/, "\n")
    .trimStart();
}

function apply(text: string, { start, end, to }: Change): string {
  return text.slice(0, start) + to + text.slice(end);
}

/** Removes a statement with the rest of its line. */
function remove(text: string, start: number, end: number): Change {
  return { start, end: text.charAt(end) === "\n" ? end + 1 : end, to: "" };
}

function renderBindings(verb: string, bindings: readonly Binding[], specifier: string): string {
  const isType = bindings.every((one) => one.isType);
  const first = bindings.find(({ imported }) => imported === "default" || imported === "*");
  if (first !== undefined && bindings.length === 1) {
    const name = first.imported === "*" ? `* as ${first.local}` : first.local;
    return `${verb} ${isType ? "type " : ""}${name} from "${specifier}";`;
  }
  const names = bindings.map(({ imported, local, isType: isOneType }) => {
    const renamed = imported === local ? local : `${imported} as ${local}`;
    return isOneType && !isType ? `type ${renamed}` : renamed;
  });
  const head = `${verb} ${isType ? "type " : ""}{`;
  const line = `${head} ${names.join(", ")} } from "${specifier}";`;
  return line.length <= LINE_WIDTH
    ? line
    : `${head}\n${names.map((name) => `  ${name},\n`).join("")}} from "${specifier}";`;
}

/** A heading of a table of contents that has nothing under it any more. */
function dropIdleComments(text: string): string {
  return text.replace(/^(?:\/\/[^\n]*\n)+(?=\n|\/\/|$(?![\s\S]))/gm, (comment) =>
    /^\/\/ [A-Z@]/.test(comment) ? "" : comment,
  );
}

/** A path in a string, as it is when both ends have moved. */
function relocate(path: string, specifier: string, move: (path: string) => string): string {
  const target = posix.join(posix.dirname(path), specifier);
  const moved = posix.relative(posix.dirname(move(path)), move(target));
  const before = posix.relative(posix.dirname(path), target);
  if (moved === before) return specifier;
  return specifier.startsWith("./") && !moved.startsWith(".") ? `./${moved}` : moved;
}
