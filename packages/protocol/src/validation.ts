import type * as z from "zod";
import type { ErrorCode } from "./errors/error-codes.ts";
import { KitError } from "./errors/kit-error.ts";

const MAX_ISSUES = 5;
/** A field's name may be as long as a document. */
const MAX_CHARACTERS = 500;

/** Whether a value is an object with keys: neither an array nor `null`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What describes an issue: zod's own, or what came of one over the wire. */
type Issue = { code?: string; path: readonly PropertyKey[]; message: string; errors?: readonly (readonly Issue[])[] };

/** Says what is wrong with a value in one line: `maxWords: Too big: expected number to be <=1000; style: ...`. */
export function describeIssues({ issues }: { issues: readonly Issue[] }): string {
  const lines = issues.flatMap((issue) => describeIssue(issue, []));
  const more = lines.length - MAX_ISSUES;
  return lines.slice(0, MAX_ISSUES).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** Of alternatives, the one whose type fits says what is wrong. */
function describeIssue({ path, message, errors = [] }: Issue, parents: readonly PropertyKey[]): string[] {
  const where = [...parents, ...path];
  const nearest = errors.find((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code !== "invalid_type"),
  );
  if (nearest) return nearest.flatMap((issue) => describeIssue(issue, where));
  const line = where.length > 0 ? `${where.map(String).join(".")}: ${message}` : message;
  return [line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line];
}

/** @throws {KitError} with the code, the title and what is wrong, when a value does not fit its schema. */
export function parseAs<S extends z.ZodType>(schema: S, value: unknown, code: ErrorCode, title: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KitError(code, `${title}: ${describeIssues(parsed.error)}.`);
}
