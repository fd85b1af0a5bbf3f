import { KitError } from "@kit/protocol";
import type { Tool, ToolContext } from "@kit/sampling";
import * as z from "zod";
import { conformanceTool } from "./conformance-tool.ts";

const TEXT = { input: z.object({}), output: z.object({ text: z.string() }) };

function plainTool(name: string, run: (context: ToolContext) => void): Tool {
  return conformanceTool(name, TEXT, async (_, context) => {
    run(context);
    return { text: `${name} has run.` };
  });
}

function writeLog({ log }: ToolContext): void {
  for (const line of ["started", "working", "done"]) log("info", line);
}

/** The tools that do not sample: text, errors, progress and logs. */
export const PLAIN_TOOLS: readonly Tool[] = [
  plainTool("test_simple_text", () => undefined),
  plainTool("test_error_handling", () => {
    throw new KitError("tool_failed", "This tool always fails.");
  }),
  plainTool("test_tool_with_progress", ({ progress }) => {
    for (const done of [0, 50, 100]) progress(done, 100);
  }),
  plainTool("test_tool_with_logging", writeLog),
  plainTool("test_logging_tool", writeLog),
];
