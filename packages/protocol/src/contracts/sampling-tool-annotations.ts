import type { ToolAnnotations } from "./tool-contract.ts";

/** A tool that only reads, but whose words come from a model out in the world. */
export const SAMPLING_TOOL_ANNOTATIONS: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: true,
};
