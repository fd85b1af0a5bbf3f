import type * as z from "zod";
import type { ErrorCode } from "./errors/error-codes.ts";
import { KitError } from "./errors/kit-error.ts";

const MAX_ISSUES = 5;

/** Whether a value is an object with keys: neither an array nor `null`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Says what is wrong with a value in one line: `maxWords: Too big: expected number to be <=1000; style: ...`. */
export function describeIssues(error: z.ZodError): string {
  const lines = error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const path = issue.path.map(String).join(".");
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  const more = error.issues.length - lines.length;
  return lines.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** @throws {KitError} with the code, the title and what is wrong, when a value does not fit its schema. */
export function parseAs<S extends z.ZodType>(schema: S, value: unknown, code: ErrorCode, title: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KitError(code, `${title}: ${describeIssues(parsed.error)}.`);
}
