import { ERROR_CODES, type ErrorCode, KitError } from "@kit/protocol";

/** A step's error, as JSON carries it. */
export type ErrorRecord = {
  name: string;
  message: string;
  kit?: { code: ErrorCode; isRetryable: boolean; data: Record<string, unknown> };
};

/** What a step returned or threw, as JSON carries it. */
export type StepRecord = { value?: unknown } | { error: ErrorRecord };

/** What a replay gets from a step that has run already: a fresh copy of its value, or its error thrown again. */
export function recall(record: StepRecord): unknown {
  if ("error" in record) throw revive(record.error);
  return structuredClone(record.value);
}

/** Records an error: of any, its name and message; of a `KitError`, all but the cause. */
export function recordError(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  if (!(error instanceof KitError)) return { name, message };
  const { code, isRetryable, data } = error;
  return { name, message, kit: { code, isRetryable, data: { ...data } } };
}

/** Makes an error of its record. A tool sees it in every run, the first included, so that none differs from another. */
export function revive({ name, message, kit }: ErrorRecord): Error {
  if (kit !== undefined && Object.hasOwn(ERROR_CODES, kit.code)) return new KitError(kit.code, message, kit);
  return Object.assign(new Error(message), { name });
}
