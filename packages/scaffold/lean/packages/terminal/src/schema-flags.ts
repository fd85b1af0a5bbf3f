import { isRecord } from "@kit/protocol";
import { flatText } from "./clean-text.ts";

/** A flag of the command line for one property of a JSON Schema. A server may have written all of it. */
export type SchemaFlag = {
  name: string;
  /** How it is written: `--max-words` for `maxWords`. */
  flag: string;
  /** `string`: it is taken as it is. All else is read as JSON. */
  type: string;
  /** The values that it can take, if they are few. */
  choices: readonly unknown[] | undefined;
  isRequired: boolean;
  description: string;
};

/** The flags that the JSON Schema of an object makes, those that are required first. */
export function schemaFlags({ properties, required }: Readonly<Record<string, unknown>>): SchemaFlag[] {
  const names = Array.isArray(required) ? required : [];
  return Object.entries(isRecord(properties) ? properties : {})
    .map(([name, schema]) => {
      const { type, description, enum: choices } = isRecord(schema) ? schema : {};
      const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replaceAll("_", "-");
      return {
        ...{ name, flag: `--${words.toLowerCase()}`, type: typeof type === "string" ? type : "json" },
        choices: Array.isArray(choices) ? choices : undefined,
        ...{ isRequired: names.includes(name), description: typeof description === "string" ? description : "" },
      };
    })
    .sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

/** A flag as a row for a user: how it is written, what it takes, and what it is about. */
export function describeSchemaFlag({ flag, type, choices, isRequired, description }: SchemaFlag): string[] {
  return [flag, choices?.join("|") ?? type, `${isRequired ? "Required. " : ""}${flatText(description)}`];
}
