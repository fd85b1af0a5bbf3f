import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "@kit/protocol";
import { defineTool } from "@kit/sampling";
import * as z from "zod";

const nameThing = defineContract({
  name: "name_thing",
  title: "Name a thing",
  description: "Finds a name for what a text describes.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({ text: travellingText("What to find a name for.") }),
  outputSchema: z.object({ name: z.string().min(1) }),
});

/** Asks for one name. */
export const nameTool = defineTool(nameThing, async ({ text }, { sample }) => {
  const reply = await sample(`Find a name for this:\n\n${text}`, { maxTokens: 50 });
  return { name: reply.text.trim() };
});
