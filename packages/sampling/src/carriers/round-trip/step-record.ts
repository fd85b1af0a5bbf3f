import { ERROR_CODES, type ErrorCode, KitError } from "@kit/protocol";
import type { StepRecord } from "./journal.ts";

/** What a replay gets from a step that has run already: a fresh copy of its value, or its error thrown again. */
export function recall(record: StepRecord): unknown {
  if ("error" in record) throw revive(record.error);
  return structuredClone(record.value);
}

/** Records an error. A replay throws one of the same name, message and code. */
export function recordError(error: unknown): StepRecord {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  return { error: { name, message, ...(error instanceof KitError && { code: error.code }) } };
}

function revive({ name, message, code }: { name: string; message: string; code?: string }): Error {
  if (code !== undefined && Object.hasOwn(ERROR_CODES, code)) return new KitError(code as ErrorCode, message);
  return Object.assign(new Error(message), { name });
}
