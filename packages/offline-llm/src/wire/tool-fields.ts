import { badField, isRecord } from "./http.ts";

/** A JSON Schema, as it stands in a request. */
export type JsonSchema = Record<string, unknown>;

/** A function that may be called. */
export type Tool = { name: string; description: string; parameters: JsonSchema };

/** Whether to call: `mode` as in OpenAI's `tool_choice`; `only` names the functions that may be called. */
export type ToolChoice = { mode: "none" | "auto" | "required"; only?: readonly string[] };

/** One call of a tool in an assistant message; its arguments are JSON text, and may be cut. */
export type ToolCall = { id: string; name: string; arguments: string };

const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Reads `tools`: functions with a name, and mostly with a description and a JSON Schema of their arguments. */
export function readTools(value: unknown): Tool[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badField("tools", "must be a list");
  const tools = value.map((tool: unknown, index) => readTool(tool, `tools[${index}]`));
  tools.forEach(({ name }, index) => {
    if (tools.findIndex((other) => other.name === name) === index) return;
    throw badField(`tools[${index}].function.name`, "must be given to one tool only");
  });
  return tools;
}

function readTool(tool: unknown, param: string): Tool {
  if (!isRecord(tool)) throw badField(param, "must be an object");
  if (tool.type !== "function") throw badField(`${param}.type`, 'must be "function"');
  if (!isRecord(tool.function)) throw badField(`${param}.function`, "must be an object");
  const { name, description = "", parameters = {} } = tool.function;
  if (typeof name !== "string" || !FUNCTION_NAME.test(name)) {
    throw badField(`${param}.function.name`, "must have 1 to 64 letters, digits, underscores or dashes");
  }
  if (typeof description !== "string") throw badField(`${param}.function.description`, "must be a string");
  if (!isRecord(parameters)) throw badField(`${param}.function.parameters`, "must be a JSON Schema of an object");
  if (parameters.type !== undefined && parameters.type !== "object") {
    throw badField(`${param}.function.parameters.type`, 'must be "object"');
  }
  return { name, description, parameters: { ...parameters, type: "object" } };
}

/** Reads `tool_choice`: a mode, one function that must be called, or the functions that are allowed. Default: "auto". */
export function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  if (value === undefined) return { mode: "auto" };
  if (value === "none") return { mode: "none" };
  if (tools.length === 0) throw badField("tool_choice", "is allowed only together with `tools`");
  if (value === "auto" || value === "required") return { mode: value };
  if (!isRecord(value)) throw badField("tool_choice", 'must be "none", "auto", "required" or an object');
  if (value.type === "function") {
    return { mode: "required", only: [readName(value.function, "tool_choice.function", tools)] };
  }
  const allowed = value.type === "allowed_tools" ? value.allowed_tools : undefined;
  if (!isRecord(allowed) || !Array.isArray(allowed.tools) || allowed.tools.length === 0) {
    throw badField("tool_choice", "must name a function, or list allowed tools");
  }
  if (allowed.mode !== "auto" && allowed.mode !== "required") {
    throw badField("tool_choice.allowed_tools.mode", 'must be "auto" or "required"');
  }
  const only = allowed.tools.map((tool: unknown, index) => {
    const param = `tool_choice.allowed_tools.tools[${index}].function`;
    return readName(isRecord(tool) ? tool.function : undefined, param, tools);
  });
  return { mode: allowed.mode, only };
}

function readName(named: unknown, param: string, tools: readonly Tool[]): string {
  if (!isRecord(named) || typeof named.name !== "string") throw badField(`${param}.name`, "must be a string");
  const { name } = named;
  if (tools.some((tool) => tool.name === name)) return name;
  throw badField(`${param}.name`, `is \`${name}\`, which is not in \`tools\``);
}

/** Reads the calls of an assistant message. */
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
