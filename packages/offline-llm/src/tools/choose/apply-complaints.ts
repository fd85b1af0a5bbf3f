import { isRecord } from "../../is-record.ts";
import type { Complaint } from "../conversation/conversation.ts";
import { asSchema, type JsonSchema, requiredOf, typesOf } from "../json-schema/json-schema.ts";
import { mergeSchemas, resolveSchema } from "../json-schema/resolve-schema.ts";

type Limits = { string: string; array: string; number: string };

const least: Limits = { string: "minLength", array: "minItems", number: "minimum" };
const most: Limits = { string: "maxLength", array: "maxItems", number: "maximum" };

/** What a complaint asks for, by its words, in the keywords of JSON Schema. */
const rules: readonly { says: RegExp; asks: (found: RegExpExecArray, schema: JsonSchema) => JsonSchema }[] = [
  { says: /one of:?\s+(.+)$/i, asks: ([, list = ""]) => ({ enum: readList(list) }) },
  {
    says: /(?:>=|at least|no less than)\s*(-?\d+(?:\.\d+)?)/i,
    asks: ([, limit], schema) => limitOf(least, limit, schema),
  },
  {
    says: /(?:<=|at most|no more than|maximum(?: of)?)\s*(-?\d+(?:\.\d+)?)(?! words)/i,
    asks: ([, limit], schema) => limitOf(most, limit, schema),
  },
  {
    says: /(?:>|(?:greater|more) than)\s*(-?\d+(?:\.\d+)?)/i,
    asks: ([, limit]) => ({ exclusiveMinimum: Number(limit) }),
  },
  {
    says: /(?:<|(?:less|fewer) than)\s*(-?\d+(?:\.\d+)?)/i,
    asks: ([, limit]) => ({ exclusiveMaximum: Number(limit) }),
  },
  { says: /must match (?:pattern )?\/(.+)\/[a-z]*/i, asks: ([, pattern = ""]) => ({ pattern }) },
  {
    says: /(?:not be|is|was) empty|required|received undefined/i,
    asks: (_found, schema) => limitOf(least, "1", schema),
  },
  {
    says: /expected (string|number|integer|int|boolean|array|object|null)\b/i,
    asks: ([, type = ""]) => ({ type: type.toLowerCase() === "int" ? "integer" : type.toLowerCase() }),
  },
];

/** A schema that also asks for what complaints about an answer ask for, as far as the rules understand them. */
export function applyComplaints(schema: JsonSchema, complaints: readonly Complaint[]): JsonSchema {
  return complaints.reduce((tightened, { path, message }) => {
    const steps = path === "" ? [] : path.split(".");
    return changeAt(tightened, steps, schema, (own) => tighten(own, message));
  }, schema);
}

function tighten(schema: JsonSchema, message: string): JsonSchema {
  for (const { says, asks } of rules) {
    const found = says.exec(message);
    if (found !== null) return mergeSchemas(schema, asks(found, schema));
  }
  // What no rule understands may still mean something to a skill: "at most 20 words".
  return { ...schema, description: [schema.description, message].filter((text) => typeof text === "string").join(" ") };
}

/** Changes the schema at a path; what a path names must be there. */
export function changeAt(
  schema: JsonSchema,
  steps: readonly string[],
  root: JsonSchema,
  change: (schema: JsonSchema) => JsonSchema,
): JsonSchema {
  const own = resolveSchema(schema, root);
  const [step, ...rest] = steps;
  if (step === undefined) return change(own);
  if (/^\d+$/.test(step)) return { ...own, items: changeAt(asSchema(own.items), rest, root, change) };
  const properties = isRecord(own.properties) ? own.properties : {};
  if (!Object.hasOwn(properties, step)) return own;
  const changed = changeAt(asSchema(properties[step]), rest, root, change);
  const required = [...new Set([...requiredOf(own), step])];
  return { ...own, properties: { ...properties, [step]: changed }, required };
}

function limitOf(limits: Limits, limit: string | undefined, schema: JsonSchema): JsonSchema {
  const [type] = typesOf(schema);
  const keyword = type === "string" || type === "array" ? limits[type] : limits.number;
  return { [keyword]: Number(limit) };
}

/** `"a"|"b"`, `a, b or c`. */
function readList(list: string): unknown[] {
  const quoted = [...list.matchAll(/["'“`]([^"'”`]+)["'”`]/g)].map(([, member = ""]) => member);
  if (quoted.length > 0) return quoted;
  return list
    .replace(/\.$/, "")
    .split(/\s*[,|]\s*(?:or\s+)?|\s+or\s+/)
    .filter((member) => member !== "");
}
