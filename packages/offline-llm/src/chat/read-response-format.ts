import { isRecord } from "../is-record.ts";
import { badField } from "./bad-field.ts";
import type { ChatMessage, ResponseFormat } from "./chat-request.ts";

/** Reads `response_format`: "text", "json_object", or "json_schema" with a schema. Default: "text". */
export function readResponseFormat(value: unknown, messages: readonly ChatMessage[]): ResponseFormat {
  if (value === undefined) return { type: "text" };
  if (!isRecord(value)) throw badField("response_format", "must be an object");
  if (value.type === "text") return { type: "text" };
  if (value.type === "json_object") {
    // As with OpenAI: a model that is not told of JSON would not write it.
    if (!messages.some(({ text }) => /json/i.test(text))) {
      throw badField("messages", "must speak of JSON when `response_format` is `json_object`");
    }
    return { type: "json", schema: undefined };
  }
  if (value.type !== "json_schema") {
    throw badField("response_format.type", 'must be "text", "json_object" or "json_schema"');
  }
  const wanted = value.json_schema;
  if (!isRecord(wanted)) throw badField("response_format.json_schema", "must be an object");
  if (typeof wanted.name !== "string") throw badField("response_format.json_schema.name", "must be a string");
  if (!isRecord(wanted.schema)) throw badField("response_format.json_schema.schema", "must be a JSON Schema");
  return { type: "json", schema: wanted.schema };
}
