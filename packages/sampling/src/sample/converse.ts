import { KitError, type SamplingMessage, type ToolResultContent, type ToolUseContent } from "@kit/protocol";
import { type Answer, askOnce, type SampleBase, type ToolParams } from "./ask-once.ts";
import type { SampleOptions, ToolOptions } from "./sample-options.ts";
import { FINAL_ANSWER, type FinalAnswer } from "./structured/final-answer.ts";
import { assertCanUseTools } from "./tools/assert-can-use-tools.ts";
import { offerTools } from "./tools/offer-tools.ts";
import { runToolUses } from "./tools/run-tool-uses.ts";

const DEFAULT_MAX_TOOL_ROUNDS = 6;
const DEFAULT_TOOL_CONCURRENCY = 8;
const DEFAULT_MAX_RETRIES = 2;

/** A conversation with tools, or with an answer that must be data, or both. */
export type Conversation<Output> = {
  messages: SamplingMessage[];
  options: SampleOptions & ToolOptions & { maxRetries?: number | undefined };
  final?: FinalAnswer<Output>;
};

/** How it ended. */
export type Conversed<Output> = { answer: Answer; value?: Output };

/**
 * Asks the model, runs the tools that it calls, and asks again, until it answers. The last time it gets no choice: it
 * must answer.
 *
 * @throws {KitError} "client_cannot_use_tools" when the client did not declare `sampling.tools`, before anything is asked.
 * @throws {KitError} "invalid_structured_output" when the answer still is not what it must be after the retries.
 */
export async function converse<Output>(
  base: SampleBase,
  conversation: Conversation<Output>,
): Promise<Conversed<Output>> {
  const { options, final } = conversation;
  const { tools = [], toolConcurrency: concurrency = DEFAULT_TOOL_CONCURRENCY } = options;
  const { maxRetries = DEFAULT_MAX_RETRIES } = options;
  if (tools.length > 0) assertCanUseTools(base);
  const messages = [...conversation.messages];
  const rounds = countRounds(base, conversation);
  let retries = 0;

  for (let round = 1; ; round += 1) {
    const answer = await askOnce(base, messages, options, toolParams(base, conversation, round, rounds));
    const uses = answer.content.filter((block): block is ToolUseContent => block.type === "tool_use");
    // What a model says while it calls other tools is not its answer.
    const isAnswer = uses.length === 0 || uses.some(({ name }) => name === FINAL_ANSWER);
    const read = isAnswer ? await final?.read(answer.content) : undefined;
    if (read && read.issues === undefined) return { answer, value: read.value };
    if (final === undefined && (uses.length === 0 || round === rounds)) return { answer };

    const hasMissed = final !== undefined && (read !== undefined || uses.length === 0);
    if (hasMissed) retries += 1;
    if (final !== undefined && (retries > maxRetries || round === rounds)) throw notStructured(answer, read?.issues);
    messages.push({ role: "assistant", content: answer.content });
    const complaint = `Invalid answer: ${read?.issues ?? "it is not the JSON that was asked for"}. Correct it.`;
    if (uses.length === 0) {
      messages.push({ role: "user", content: { type: "text", text: complaint } });
      continue;
    }
    const others = uses.filter(({ name }) => name !== FINAL_ANSWER || final === undefined);
    const results = await runToolUses(base, { uses: others, tools, messages, concurrency });
    messages.push({
      role: "user",
      content: uses.map((use) => results.find(({ toolUseId }) => toolUseId === use.id) ?? refuse(use, complaint)),
    });
  }
}

/** Each time the model is asked costs a round of the budget. */
function countRounds({ budget }: SampleBase, { options, final }: Conversation<unknown>): number {
  const { tools = [], maxToolRounds = DEFAULT_MAX_TOOL_ROUNDS, maxRetries = DEFAULT_MAX_RETRIES } = options;
  const wanted = (tools.length > 0 ? maxToolRounds : 1) + (final ? maxRetries : 0);
  return Math.max(1, Math.min(wanted, budget.remaining.rounds));
}

function toolParams(
  { canUseTools }: SampleBase,
  { options, final }: Conversation<unknown>,
  round: number,
  rounds: number,
): ToolParams {
  const { tools = [], toolChoice = "auto" } = options;
  if (!canUseTools) return {};
  const offered = offerTools(tools);
  if (final === undefined) {
    const mode = round === rounds ? "none" : round === 1 ? toolChoice : "auto";
    return { tools: offered, toolChoice: { mode } };
  }
  return { tools: round === rounds ? [final.tool] : [...offered, final.tool], toolChoice: { mode: "required" } };
}

function refuse(use: ToolUseContent, text: string): ToolResultContent {
  return { type: "tool_result", toolUseId: use.id, content: [{ type: "text", text }], isError: true };
}

function notStructured({ model, content }: Answer, issues = "it is not JSON"): KitError {
  return new KitError("invalid_structured_output", `${model} did not answer as the schema demands: ${issues}.`, {
    data: { model, answer: content, issues },
  });
}
