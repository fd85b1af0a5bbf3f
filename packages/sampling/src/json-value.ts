import { KitError } from "@kit/protocol";

/**
 * Copies a value as JSON carries it.
 *
 * @throws {KitError} "step_not_serializable" for what JSON would lose or change: functions, dates, maps, NaN, cycles.
 */
export function copyJson<T>(value: T, path: string): T {
  if (value === undefined) return value;
  checkJson(value, path, []);
  return JSON.parse(JSON.stringify(value));
}

function checkJson(value: unknown, path: string, parents: readonly object[]): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (typeof value !== "object" || parents.includes(value)) refuse(value, path);

  const lineage = [...parents, value];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkJson(item, `${path}[${index}]`, lineage);
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(value, path);
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) checkJson(item, `${path}.${key}`, lineage);
  }
}

function refuse(value: unknown, path: string): never {
  const seen = typeof value === "object" && value !== null ? (value.constructor?.name ?? "object") : String(value);
  throw new KitError("step_not_serializable", `${path} is ${seen}, which JSON cannot carry. Return plain data.`);
}
