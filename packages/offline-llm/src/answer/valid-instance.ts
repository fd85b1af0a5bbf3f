import type { ValidateFunction } from "ajv";
import type { JsonSchema } from "../wire/chat-request.ts";
import { isRecord } from "../wire/http.ts";

/** Tried one after the other: what json-schema-faker makes of a recursive schema does not always fit it. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Keeps what fits; the fields that do not are made by json-schema-faker, then everything if need be. */
export async function makeValid(schema: JsonSchema, own: Record<string, unknown>): Promise<unknown> {
  const check = await compile(schema);
  // A schema that the validator does not understand is answered as well as its names allow.
  if (check === undefined || check(own)) return own;
  const wrong = new Set(
    check.errors?.map(({ instancePath, params }) => instancePath.split("/")[1] ?? params.additionalProperty),
  );
  const fitting = Object.entries(own).filter(([name]) => !wrong.has(name));
  const { generateSync } = await import("json-schema-faker");
  for (const seed of SEEDS) {
    const made: unknown = generateSync(schema, { seed, optionalsProbability: 0, maxDepth: 6 });
    const mended: unknown = isRecord(made) ? { ...made, ...Object.fromEntries(fitting) } : made;
    if (check(mended)) return mended;
    if (check(made)) return made;
  }
  return own;
}

/** The validators of the schemas that were asked for last: a batch asks for the same one again and again. */
const VALIDATORS = new Map<string, ValidateFunction>();
const MAX_VALIDATORS = 50;

async function compile({ $schema: _, ...schema }: JsonSchema): Promise<ValidateFunction | undefined> {
  const key = JSON.stringify(schema);
  const known = VALIDATORS.get(key);
  if (known !== undefined) return known;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  try {
    const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;
    const check = new Ajv2020(options).compile(schema);
    if (VALIDATORS.size >= MAX_VALIDATORS) VALIDATORS.clear();
    VALIDATORS.set(key, check);
    return check;
  } catch {
    return undefined;
  }
}
