import { jsonSchemaOf } from "../structured/schema.ts";
import type { SamplingTool } from "./sampling-tool.ts";

/** The tools as the request declares them: without what runs them, and with the schema as JSON Schema. */
export function offerTools(tools: readonly Omit<SamplingTool, "run">[]): object[] {
  return tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema: jsonSchemaOf(inputSchema),
  }));
}
