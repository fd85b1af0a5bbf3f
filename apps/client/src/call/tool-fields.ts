import type { ListedTool } from "../connection.ts";
import { isRecord } from "../is-record.ts";

/** One argument of a tool, as its input schema describes it. All of it is the server's claim. */
export type ToolField = {
  name: string;
  /** How it is written on the command line: `--max-words` for `maxWords`. */
  flag: string;
  kind: "string" | "number" | "integer" | "boolean" | "array" | "json";
  isRequired: boolean;
  description: string;
  /** The values that it can take, if they are few. */
  choices: readonly unknown[] | undefined;
  defaultValue: unknown;
  /** What each item of an array is. */
  item: ToolField | undefined;
};

const KINDS: readonly string[] = ["string", "number", "integer", "boolean", "array"] satisfies ToolField["kind"][];

/** The arguments of a tool, those that it needs first. */
export function toolFields({ inputSchema: { properties, required } }: ListedTool): ToolField[] {
  const names = Array.isArray(required) ? required : [];
  const fields = Object.entries(isRecord(properties) ? properties : {}).map(([name, schema]) =>
    toField(name, isRecord(schema) ? schema : {}, names.includes(name)),
  );
  return fields.sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

function toField(name: string, schema: Record<string, unknown>, isRequired: boolean): ToolField {
  const { type, items, description, enum: choices } = withoutNull(schema);
  return {
    name,
    flag: `--${toKebabCase(name)}`,
    kind: KINDS.includes(String(type)) ? (type as ToolField["kind"]) : "json",
    isRequired,
    description: String(schema.description ?? description ?? ""),
    choices: Array.isArray(choices) ? choices : undefined,
    defaultValue: schema.default,
    item: type === "array" ? toField(name, isRecord(items) ? items : {}, false) : undefined,
  };
}

/** A schema that says "this or null" counts as this. */
function withoutNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, anyOf, oneOf } = schema;
  if (Array.isArray(type)) return { ...schema, type: type.length > 2 ? undefined : type.find((one) => one !== "null") };
  const variants = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isRecord) : []));
  const [variant, ...others] = variants.filter((one) => one.type !== "null");
  return variant !== undefined && others.length === 0 ? { ...schema, ...variant } : schema;
}

/** `maxWords`, `max_words` and `max-words` are written alike. */
export function toKebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}
