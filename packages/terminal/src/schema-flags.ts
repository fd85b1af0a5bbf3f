import { isRecord } from "@kit/protocol";
import { flatText } from "./clean-text.ts";

/** A flag of the command line for one property of a JSON Schema. A server may have written all of it. */
export type SchemaFlag = {
  /** The property, and how it is written on the command line: `--max-words` for `maxWords`. */
  name: string;
  flag: string;
  kind: "string" | "number" | "integer" | "boolean" | "array" | "json";
  isRequired: boolean;
  description: string;
  /** The values that it can take, if they are few. */
  choices: readonly unknown[] | undefined;
  defaultValue: unknown;
  /** What each item of an array is. */
  item: SchemaFlag | undefined;
};

type Schema = Readonly<Record<string, unknown>>;

const KINDS: readonly string[] = ["string", "number", "integer", "boolean", "array"] satisfies SchemaFlag["kind"][];

/** The flags that the JSON Schema of an object makes, those that are required first. */
export function schemaFlags({ properties, required }: Schema): SchemaFlag[] {
  const names = Array.isArray(required) ? required : [];
  return Object.entries(asSchema(properties))
    .map(([name, schema]) => toFlag(name, asSchema(schema), names.includes(name)))
    .sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

function toFlag(name: string, schema: Schema, isRequired: boolean): SchemaFlag {
  const { type, items, description, enum: choices } = withoutNull(schema);
  return {
    name,
    flag: `--${toKebabCase(name)}`,
    kind: isKind(type) ? type : "json",
    isRequired,
    description: [schema.description, description].find((text) => typeof text === "string") ?? "",
    choices: Array.isArray(choices) && choices.every(isAtom) ? choices : undefined,
    defaultValue: schema.default,
    item: type === "array" ? toFlag(name, asSchema(items), false) : undefined,
  };
}

const isKind = (type: unknown): type is SchemaFlag["kind"] => typeof type === "string" && KINDS.includes(type);

/** What can be written as a word. */
const isAtom = (value: unknown): boolean => typeof value !== "object" || value === null;

/** A schema that says "this or null" counts as this. */
function withoutNull(schema: Schema): Schema {
  const { type, anyOf, oneOf } = schema;
  if (Array.isArray(type)) return { ...schema, type: type.length > 2 ? undefined : type.find((one) => one !== "null") };
  const variants = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.map(asSchema) : []));
  const [variant, ...others] = variants.filter((one) => one.type !== "null");
  return variant !== undefined && others.length === 0 ? { ...schema, ...variant } : schema;
}

const asSchema = (value: unknown): Schema => (isRecord(value) ? value : {});

/** `maxWords`, `max_words` and `max-words` are written alike. */
export function toKebabCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  return words.replaceAll("_", "-").toLowerCase();
}

/** A flag as a row for a user: how it is written, what it takes, and what it is about. */
export function describeSchemaFlag({ flag, isRequired, description, defaultValue, ...of }: SchemaFlag): string[] {
  const takes = of.kind === "array" ? `${of.item?.choices?.join("|") ?? of.item?.kind ?? "json"}, repeated` : of.kind;
  const standard = defaultValue === undefined ? "" : `Default: ${JSON.stringify(defaultValue)}.`;
  const about = [isRequired ? "Required." : "", flatText(description), standard].filter((part) => part !== "");
  return [flag, of.choices?.join("|") ?? takes, about.join(" ")];
}
