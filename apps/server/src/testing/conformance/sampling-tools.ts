import { defineSamplingTool, type Tool } from "@kit/sampling";
import * as z from "zod";
import { conformanceTool } from "./conformance-tool.ts";

const MAX_TOKENS = 100;
const NOTHING = { input: z.object({}), output: z.object({ text: z.string() }) };
const PROMPT = { input: z.object({ prompt: z.string() }), output: z.object({ text: z.string() }) };

/** A tool without arguments that asks one question, and returns what the model said. */
function askingTool(name: string, prompt: string): Tool {
  return conformanceTool(name, NOTHING, async (_, { sample }) => {
    const { text } = await sample(prompt, { maxTokens: MAX_TOKENS });
    return { text };
  });
}

const samplingTool = conformanceTool("test_sampling", PROMPT, async ({ prompt }, { sample }) => {
  const { text } = await sample(prompt, { maxTokens: MAX_TOKENS });
  return { text };
});

/** Asks two questions side by side and a third one about the answers. The code in them is made once. */
const draftsTool = conformanceTool(
  "kit_drafts",
  {
    input: z.object({}),
    output: z.object({ code: z.string(), first: z.string(), second: z.string(), best: z.string() }),
  },
  async (_, { sample, step }) => {
    const code = await step("code", () => crypto.randomUUID());
    const ask = async (prompt: string) => (await sample(`${prompt} ${code}`, { maxTokens: MAX_TOKENS })).text;
    const [first, second] = await Promise.all([ask("Write a first draft."), ask("Write a second draft.")]);
    return { code, first, second, best: await ask(`Which is best, "${first}" or "${second}"?`) };
  },
);

/** Lets the model look something up before it answers. */
const lookupTool = conformanceTool("kit_lookup", PROMPT, async ({ prompt }, { sample }) => {
  const lookUp = defineSamplingTool({
    name: "look_up",
    description: "Looks a word up.",
    inputSchema: z.object({ word: z.string() }),
    run: ({ word }) => `entry for ${word}`,
  });
  const { text } = await sample(prompt, { tools: [lookUp], maxTokens: MAX_TOKENS });
  return { text };
});

/** The tools that sample: what the suite asks of them is done by the kit's own `sample()` and `step()`. */
export const SAMPLING_TOOLS: readonly Tool[] = [
  samplingTool,
  askingTool("test_input_required_result_sampling", "What is the capital of France?"),
  askingTool("test_input_required_result_tampered_state", "Is the state whole?"),
  askingTool("test_input_required_result_capabilities", "What can you do?"),
  askingTool("test_missing_capability", "Can you hear me?"),
  draftsTool,
  lookupTool,
];
