import { isRecord } from "../is-record.ts";
import type { ToolCall } from "../tools/message.ts";
import { badField } from "./bad-field.ts";

/** Reads the calls of an assistant message. Their arguments are kept as they are, for they may be cut. */
export function readToolCalls(value: unknown, param: string): ToolCall[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length === 0) throw badField(param, "must be a list of at least one call");
  return value.map((call: unknown, index) => {
    const at = `${param}[${index}]`;
    if (!isRecord(call)) throw badField(at, "must be an object");
    if (call.type !== "function") throw badField(`${at}.type`, 'must be "function"');
    if (typeof call.id !== "string" || call.id === "") throw badField(`${at}.id`, "must be a string");
    const called = call.function;
    if (!isRecord(called) || typeof called.name !== "string" || typeof called.arguments !== "string") {
      throw badField(`${at}.function`, "must have a `name` and `arguments` in JSON text");
    }
    return { id: call.id, name: called.name, arguments: called.arguments };
  });
}
