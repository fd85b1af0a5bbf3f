import type * as z from "zod";
import type { ErrorCode } from "./errors/error-codes.ts";
import { ERROR_META_KEY, KitError, toErrorPayload } from "./errors/kit-error.ts";

const MAX_ISSUES = 5;
/** A field's name may be as long as a document. */
const MAX_CHARACTERS = 500;
const SHOWN_CHARACTERS = 80;
/** Nested deeper, a value cannot be written or walked through any more. */
const MAX_DEPTH = 500;

/** Whether a value is an object with keys: neither an array nor `null`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; `undefined` if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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

/** Whether a JSON value is nested too deeply to be worked with. */
function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === MAX_DEPTH || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

/** What a value is that should be another, in a few words: `null`, `an array`, `"done"`, `missing`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : shorten(JSON.stringify(value), SHOWN_CHARACTERS);
}

/** A text as far as it fits, and how much was left out. */
export function shorten(text: string, maxCharacters: number): string {
  const rest = text.length - maxCharacters;
  return rest <= 0 ? text : `${text.slice(0, maxCharacters)} [${rest} more characters were left out]`;
}

/** @throws {KitError} with the code, the title and what is wrong, when a value does not fit its schema. */
export function parseAs<S extends z.ZodType>(schema: S, value: unknown, code: ErrorCode, title: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KitError(code, `${title}: ${describeIssues(parsed.error)}.`);
}

type Id = string | number;
/** An error as JSON-RPC has it. */
export type WireError = { code: number; message: string; data?: unknown };

/** An answer of JSON-RPC. */
export type JsonRpcResponse =
  | { jsonrpc: "2.0"; id: Id; result: Record<string, unknown> }
  | { jsonrpc: "2.0"; id: Id; error: WireError };

const INTERNAL_ERROR = -32603;
const INVALID = -32600;
/** An SDK drops an answer without a word when one of these is odd. In an answer they mean nothing. */
const META_OF_REQUESTS = ["progressToken", "io.modelcontextprotocol/related-task"];

/** Reads an answer. What cannot be read becomes an error that says what was read: somebody waits for it. */
export function readResponse(id: Id, { result, error }: Record<string, unknown>, code: ErrorCode): JsonRpcResponse {
  if (isTooDeep(error ?? result)) return unreadableResponse(id, `it is nested more than ${MAX_DEPTH} deep`, code);
  if (error) return { jsonrpc: "2.0", id, error: readError(error) };
  if (result === undefined) return unreadableResponse(id, "it has neither a result nor an error", code);
  if (!isRecord(result)) return unreadableResponse(id, `its result is ${describeValue(result)}`, code);
  const { _meta: meta, ...rest } = result;
  if (meta === undefined) return { jsonrpc: "2.0", id, result };
  const entries = isRecord(meta) ? Object.entries(meta).filter(([key]) => !META_OF_REQUESTS.includes(key)) : [];
  return { jsonrpc: "2.0", id, result: { ...rest, _meta: Object.fromEntries(entries) } };
}

/** Stands for an answer that has come and cannot be read. */
export function unreadableResponse(id: Id, why: string, code: ErrorCode): JsonRpcResponse {
  const known = new KitError(code, `The answer cannot be read: ${why}.`);
  const data = { [ERROR_META_KEY]: toErrorPayload(known) };
  return { jsonrpc: "2.0", id, error: { code: INVALID, message: known.message, data } };
}

function readError(error: unknown): WireError {
  const { code, message = error, data } = isRecord(error) ? error : {};
  return {
    code: Number.isSafeInteger(code) ? Number(code) : INTERNAL_ERROR,
    message: typeof message === "string" ? message : `It says ${shorten(JSON.stringify(error), SHOWN_CHARACTERS)}.`,
    ...(data !== undefined && { data }),
  };
}
