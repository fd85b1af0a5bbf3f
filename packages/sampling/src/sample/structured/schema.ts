import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

/** A Standard Schema that can emit JSON Schema, such as any of zod's. */
export interface Schema<Input = unknown, Output = Input> {
  readonly "~standard": StandardSchemaV1.Props<Input, Output> & StandardJSONSchemaV1.Props<Input, Output>;
}

/** What a schema turns its input into. */
export type InferOutput<Value extends Schema> = StandardSchemaV1.InferOutput<Value>;

/** A value that fits its schema, or what is wrong with it, in one line. */
export type Checked<Output> = { value: Output; issues?: undefined } | { issues: string };

/** Checks a value against a schema. */
export async function check<Value extends Schema>(schema: Value, input: unknown): Promise<Checked<InferOutput<Value>>> {
  const result = await schema["~standard"].validate(input);
  if (result.issues === undefined) return { value: result.value as InferOutput<Value> };
  return { issues: result.issues.map(describe).join("; ") };
}

/** The JSON Schema of what goes into a schema. */
export function jsonSchemaOf(schema: Schema): Record<string, unknown> {
  const { $schema: _, ...jsonSchema } = schema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  return jsonSchema;
}

function describe({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment));
  return keys.length > 0 ? `${keys.join(".")}: ${message}` : message;
}
