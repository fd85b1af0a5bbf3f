import { isRecord } from "../../is-record.ts";
import { findWrappedData } from "../../task/find-wrapped-data.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import { parseJson } from "./read-calls.ts";

/** An order such as "answer with JSON that fits this JSON Schema"; to speak of schemas is not enough. */
const announcement =
  /(?:^|\n|\b(?:fits?|fitting|match\w*|conform\w*|follow\w*|valid\w*|according|us(?:e|ing)|adher\w*|satisf\w*|compl(?:y|ies)|answer|respond|reply|output|return)\b[^\n]{0,60}?\b)JSON[\s-]*schema\b/i;
/** A schema stands at the first opening braces after its announcement. */
const mostTries = 10;
const schemaKeywords = ["type", "properties", "anyOf", "oneOf", "allOf", "enum", "const", "$ref", "items"];

/** Finds a JSON Schema that instructions give in words, and what they say without it. */
export function findSchemaInText(text: string): { text: string; schema: JsonSchema | undefined } {
  const announced = text.search(announcement);
  if (announced < 0) return { text, schema: undefined };
  let start = announced;
  for (let tries = 0; tries < mostTries; tries++) {
    start = text.indexOf("{", start + 1);
    if (start < 0) break;
    const json = takeObject(text, start);
    const schema = json === undefined ? undefined : parseJson(json);
    if (json === undefined || !isRecord(schema)) continue;
    if (!schemaKeywords.some((keyword) => Object.hasOwn(schema, keyword))) continue;
    // A schema inside a document is what the document is about.
    const data = findWrappedData(text)?.data;
    if (data?.includes(json) && data !== json) return { text, schema: undefined };
    const rest = `${text.slice(0, start)}${text.slice(start + json.length)}`;
    return { text: rest.replace(/```(?:json)?\s*```/g, "").trim(), schema };
  }
  return { text, schema: undefined };
}

/** The text from an opening brace to the one that closes it. */
function takeObject(text: string, start: number): string | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === "\\") at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return text.slice(start, at + 1);
  }
  return undefined;
}
