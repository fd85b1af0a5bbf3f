import type { Tool } from "@kit/sampling";
import { classifyTool } from "./classify.ts";
import { summarizeTool } from "./summarize.ts";

/** Every tool that the server offers, in the order in which it lists them. */
export const ALL_TOOLS: readonly Tool[] = [summarizeTool, classifyTool];
