import { defineContract, SAMPLING_TOOL_ANNOTATIONS, travellingText } from "@kit/protocol";
import { defineSamplingTool, defineTool, type Tool } from "@kit/sampling";
import * as z from "zod";

const contract = (name: string) =>
  defineContract({
    ...{ name, title: name, description: "Asks about a text.", annotations: SAMPLING_TOOL_ANNOTATIONS },
    inputSchema: z.strictObject({
      text: travellingText("The text."),
      rounds: z.int().max(10).default(1).describe("How many questions to ask, one after the other."),
    }),
    outputSchema: z.object({ said: z.string(), model: z.string() }),
  });

const askTool = defineTool(contract("ask"), async ({ text, rounds }, { sample, progress }) => {
  let said = "";
  let model = "none";
  for (let round = 1; round <= rounds; round += 1) {
    ({ text: said, model } = await sample(`Question ${round} about ${text.length} characters`, { maxTokens: 50 }));
    progress(round, rounds);
  }
  return { said, model };
});

const lookUp = defineSamplingTool({
  name: "look_up",
  description: "Looks a word up.",
  inputSchema: z.object({ word: z.string() }),
  run: ({ word }) => `entry for ${word}`,
});

const lookUpTool = defineTool(contract("look_up"), async ({ text }, { sample }) => {
  const { text: said, model } = await sample(text.slice(0, 100), { tools: [lookUp], maxTokens: 50 });
  return { said, model };
});

/** The tools that the tests of transports, HTTP and bindings call, so that those do not depend on the server's own. */
export const FIXTURE_TOOLS: readonly Tool[] = [askTool, lookUpTool];
