import { defineSamplingTool, type ToolContext } from "@kit/sampling";
import * as z from "zod";

const timetable = defineSamplingTool({
  name: "timetable",
  description: "Lists the trains from a town.",
  inputSchema: z.object({ town: z.string() }),
  run: ({ town }) => (town === "Merrowick" ? ["08:15 to Harwell", "10:40 to Harwell"] : []),
});

/** The model may look into the timetable before it answers. `sample()` runs the tool, and asks again. */
export async function planTrip({ sample }: ToolContext, wish: string): Promise<string> {
  const { text } = await sample(wish, { tools: [timetable], maxToolRounds: 4 });
  return text;
}
