import { isRecord } from "../is-record.ts";
import type { Tool } from "../tools/choose/tool.ts";
import { badField } from "./bad-field.ts";

const functionName = /^[a-zA-Z0-9_-]{1,64}$/;

/** Reads `tools`: functions with a name, and mostly with a description and a JSON Schema of their arguments. */
export function readTools(value: unknown): Tool[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badField("tools", "must be a list");
  const tools = value.map((tool: unknown, index) => readTool(tool, `tools[${index}]`));
  tools.forEach(({ name }, index) => {
    const isRepeated = tools.slice(0, index).some((other) => other.name === name);
    if (isRepeated) throw badField(`tools[${index}].function.name`, "must be given to one tool only");
  });
  return tools;
}

function readTool(tool: unknown, param: string): Tool {
  if (!isRecord(tool)) throw badField(param, "must be an object");
  if (tool.type !== "function") throw badField(`${param}.type`, 'must be "function"');
  if (!isRecord(tool.function)) throw badField(`${param}.function`, "must be an object");
  const { name, description = "", parameters = {} } = tool.function;
  if (typeof name !== "string" || !functionName.test(name)) {
    throw badField(`${param}.function.name`, "must have 1 to 64 letters, digits, underscores or dashes");
  }
  if (typeof description !== "string") throw badField(`${param}.function.description`, "must be a string");
  if (!isRecord(parameters)) throw badField(`${param}.function.parameters`, "must be a JSON Schema of an object");
  if (parameters.type !== undefined && parameters.type !== "object") {
    throw badField(`${param}.function.parameters.type`, 'must be "object"');
  }
  return { name, description, parameters: { ...parameters, type: "object" } };
}
