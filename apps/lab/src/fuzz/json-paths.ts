/** Where a value stands in JSON: keys and indices from the top. */
export type Path = readonly (string | number)[];

/** Stands for a value until its text is put in. Nothing else in a message is this. */
const PLACEHOLDER = "\u2063";

/** The paths of all values below the top. */
export function listPaths(value: unknown, at: Path = []): Path[] {
  const own = at.length > 0 ? [at] : [];
  if (typeof value !== "object" || value === null) return own;
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...entries.flatMap(([key, item]) => listPaths(item, [...at, key]))];
}

/** The value at a path. */
export function readAt(value: object, path: Path): unknown {
  return path.reduce((holder: object, key) => Reflect.get(holder, key), value);
}

/** A copy without the value at a path. In an array, nothing takes its place. */
export function without(value: object, path: Path): object {
  const copy = structuredClone(value);
  Reflect.deleteProperty(readAt(copy, path.slice(0, -1)) as object, path.at(-1) ?? "");
  return copy;
}

/** A message as JSON, with a text, which need not be JSON, in the place of the value at a path. */
export function writeRaw(value: object, path: Path, raw: string): string {
  const copy = structuredClone(value);
  Reflect.set(readAt(copy, path.slice(0, -1)) as object, path.at(-1) ?? "", PLACEHOLDER);
  return JSON.stringify(copy).replace(JSON.stringify(PLACEHOLDER), () => raw);
}
