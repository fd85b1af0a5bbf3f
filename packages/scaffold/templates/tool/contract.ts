import * as z from "zod";
import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "./tool-contract.ts";

/** What `example_tool` takes and returns. */
export const exampleTool = defineContract({
  name: "example_tool",
  title: "Example tool",
  description: "Says in one sentence what a text is about.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({ text: travellingText("The text.") }),
  outputSchema: z.object({ sentence: z.string(), model: z.string() }),
});
