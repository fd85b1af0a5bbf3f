import type { Conversation } from "../conversation/conversation.ts";
import { relatedFields } from "../find/relate-names.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import { typesOf } from "../json-schema/json-schema.ts";
import { readHits } from "../results/read-hits.ts";
import type { Tool } from "./tool.ts";
import { idParameter, type Parameter } from "./tool-kind.ts";

/** The inputs that earlier results list for a tool that reads, in their order. */
export function listReadable(tool: Tool, { calls }: Conversation): Record<string, unknown>[] {
  const parameter = idParameter(tool);
  if (parameter === undefined) return [];
  const values = calls
    .filter(({ isError, name }) => !isError && name !== tool.name)
    .flatMap(({ result }) => readHits(result))
    .map((fields) => readId(fields, parameter))
    .filter((value) => value !== undefined);
  return [...new Set(values)].map((value) => ({ [parameter.name]: value }));
}

/** The value under a related name; else the only field of the right type that can name a thing. */
function readId(fields: Record<string, unknown>, parameter: Parameter): string | number | undefined {
  const related = relatedFields(fields, parameter).map(({ value }) => value);
  const numbers = Object.values(fields).filter((value) => Number.isInteger(value));
  const sole = "value" in fields ? [fields.value] : numbers.length === 1 ? numbers : [];
  return [...related, ...sole].map((value) => toType(value, parameter)).find((value) => value !== undefined);
}

/** Numbers are given as text to a parameter that takes text, and the other way round. */
function toType(value: unknown, { schema }: Parameter): string | number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const types = typesOf(schema);
  const candidates = [
    value,
    ...(types.includes("string") ? [String(value)] : []),
    ...(value === "" ? [] : [Number(value)]),
  ];
  return candidates.find((candidate) => fitsSchema(candidate, schema));
}
