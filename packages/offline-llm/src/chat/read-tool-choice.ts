import { isRecord } from "../is-record.ts";
import type { Tool, ToolChoice } from "../tools/choose/tool.ts";
import { badField } from "./bad-field.ts";

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
    const param = `tool_choice.allowed_tools.tools[${index}]`;
    return readName(isRecord(tool) ? tool.function : undefined, `${param}.function`, tools);
  });
  return { mode: allowed.mode, only };
}

function readName(named: unknown, param: string, tools: readonly Tool[]): string {
  if (!isRecord(named) || typeof named.name !== "string") throw badField(`${param}.name`, "must be a string");
  const { name } = named;
  if (!tools.some((tool) => tool.name === name))
    throw badField(`${param}.name`, `is \`${name}\`, which is not in \`tools\``);
  return name;
}
