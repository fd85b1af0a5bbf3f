import { ERROR_CODES, type ErrorCode, isRecord, KitError } from "@kit/protocol";
import type { Step } from "../carrier.ts";

/** A step's error, as JSON carries it. */
type ErrorRecord = {
  name: string;
  message: string;
  kit?: { code: ErrorCode; isRetryable: boolean; data: Record<string, unknown> };
};

/** What a step returned or threw, as JSON carries it. */
export type StepRecord = { value?: unknown } | { error: ErrorRecord };

/** Runs a step. What it returns that JSON cannot carry is an error of the step. */
export async function runStep(name: string, work: () => unknown): Promise<StepRecord> {
  try {
    return { value: copyJson(await work(), `The result of step "${name}"`) };
  } catch (error) {
    return { error: recordError(error) };
  }
}

/** What the tool gets of a step, the same in every run: a fresh copy of its value, or its error thrown again. */
export function recall(record: StepRecord): unknown {
  if ("error" in record) throw revive(record.error);
  return structuredClone(record.value);
}

/** Of any error its name and message; of a `KitError` all but the cause. */
function recordError(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  if (!(error instanceof KitError)) return { name, message };
  const { code, isRetryable, data } = error;
  return { name, message, kit: { code, isRetryable, data: { ...data } } };
}

function revive({ name, message, kit }: ErrorRecord): Error {
  if (kit !== undefined && Object.hasOwn(ERROR_CODES, kit.code)) return new KitError(kit.code, message, kit);
  return Object.assign(new Error(message), { name });
}

/**
 * Makes sure that every step of a run has a name of its own. Two of the same name would be told apart by their order,
 * and side by side that can change from replay to replay.
 *
 * @throws {KitError} "duplicate_step" for a name that was used before.
 */
export function withUniqueNames(step: Step): Step {
  const names = new Set<string>();
  return async (name, work) => {
    if (names.has(name)) {
      throw new KitError("duplicate_step", `There are two steps named "${name}". Put what differs into the name.`);
    }
    names.add(name);
    return step(name, work);
  };
}

/** Copies a value as JSON carries it. @throws {KitError} "step_not_serializable" for what JSON would lose or change. */
function copyJson(value: unknown, path: string): unknown {
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
  const seen = isRecord(value) ? (value.constructor?.name ?? "object") : String(value);
  throw new KitError("step_not_serializable", `${path} is ${seen}, which JSON cannot carry. Return plain data.`);
}
