import { KitError, type SamplingMessage, type ToolResultContent, type ToolUseContent } from "@kit/protocol";
import type { Carrier } from "../carrier.ts";
import { askOnce, cutOff, type SampleOptions, type SampleReply, type ToolParams } from "./ask-once.ts";
import { FINAL_ANSWER, type FinalAnswer } from "./schema.ts";
import { offerTools, runToolUses, type SamplingTool, toolUsesOf } from "./tools.ts";

const DEFAULT_MAX_TOOL_ROUNDS = 6;
const DEFAULT_TOOL_CONCURRENCY = 8;
const DEFAULT_MAX_RETRIES = 2;

/** Options of `sample()` that make it run tools. */
export type ToolOptions = {
  /** What the model may call. Needs a client that declares `sampling.tools`. */
  tools?: readonly SamplingTool[] | undefined;
  /** Whether the model must call a tool first. Default: `auto`, the model decides. */
  toolChoice?: "auto" | "required" | undefined;
  /** How often the model may be asked; the last time it must answer. Default: 6, and what is left of the budget. */
  maxToolRounds?: number | undefined;
  /** How many tools may run at once. Default: 8. */
  toolConcurrency?: number | undefined;
};

/** A conversation with tools, or with an answer that must be data, or both. */
export type Conversation<Output> = {
  messages: SamplingMessage[];
  options: SampleOptions & ToolOptions & { maxRetries?: number | undefined };
  final?: FinalAnswer<Output>;
};

/** How it ended. */
export type Conversed<Output> = { reply: SampleReply; value?: Output };

/**
 * Asks the model, runs the tools that it calls, and asks again, until it answers. The last time it gets no choice: it
 * must answer.
 *
 * @throws {KitError} "client_cannot_use_tools" when the client did not declare `sampling.tools`, before anything is asked.
 * @throws {KitError} "reply_cut_off" when the tokens ran out before there was data.
 * @throws {KitError} "invalid_structured_output" when the answer still is not what it must be after the retries.
 */
export async function converse<Output>(
  carrier: Carrier,
  conversation: Conversation<Output>,
): Promise<Conversed<Output>> {
  const { options, final } = conversation;
  const { tools = [], toolConcurrency: concurrency = DEFAULT_TOOL_CONCURRENCY } = options;
  const { maxRetries = DEFAULT_MAX_RETRIES } = options;
  const offered = offerTools(carrier, tools);
  const messages = [...conversation.messages];
  const rounds = countRounds(carrier, conversation);
  let retries = 0;

  for (let round = 1; ; round += 1) {
    const params = carrier.canUseTools ? toolParams(offered, conversation, round, rounds) : {};
    const reply = await askOnce(carrier, messages, options, params);
    const uses = toolUsesOf(reply.content);
    // What a model says while it calls other tools is not its answer.
    const isAnswer = uses.length === 0 || uses.some(({ name }) => name === FINAL_ANSWER);
    const read = isAnswer ? await final?.read(reply.content) : undefined;
    if (read && read.issues === undefined) return { reply, value: read.value };
    if (final === undefined && (uses.length === 0 || round === rounds)) return { reply };
    if (reply.stopReason === "maxTokens" && uses.length === 0) throw cutOff(reply);

    const hasMissed = final !== undefined && (read !== undefined || uses.length === 0);
    if (hasMissed) retries += 1;
    if (final !== undefined && (retries > maxRetries || round === rounds)) throw notStructured(reply, read?.issues);
    messages.push({ role: "assistant", content: reply.content });
    const complaint = `Invalid answer: ${read?.issues ?? "it is not the JSON that was asked for"}. Correct it.`;
    if (uses.length === 0) {
      messages.push({ role: "user", content: { type: "text", text: complaint } });
      continue;
    }
    const others = uses.filter(({ name }) => name !== FINAL_ANSWER || final === undefined);
    const results = await runToolUses(carrier, { uses: others, tools, messages, concurrency });
    messages.push({
      role: "user",
      // By position: some clients give two calls the same id.
      content: uses.map((use) => results[others.indexOf(use)] ?? refuse(use, complaint)),
    });
  }
}

/** Each time the model is asked costs a round of the budget. */
function countRounds({ budget }: Carrier, { options, final }: Conversation<unknown>): number {
  const { tools = [], maxToolRounds = DEFAULT_MAX_TOOL_ROUNDS, maxRetries = DEFAULT_MAX_RETRIES } = options;
  const wanted = (tools.length > 0 ? maxToolRounds : 1) + (final ? maxRetries : 0);
  return Math.max(1, Math.min(wanted, budget.remaining.rounds));
}

function toolParams(
  offered: object[],
  { options, final }: Conversation<unknown>,
  round: number,
  rounds: number,
): ToolParams {
  const isLast = round === rounds;
  if (final !== undefined) {
    return { tools: isLast ? [final.tool] : [...offered, final.tool], toolChoice: { mode: "required" } };
  }
  const { toolChoice = "auto" } = options;
  return { tools: offered, toolChoice: { mode: isLast ? "none" : round === 1 ? toolChoice : "auto" } };
}

function refuse(use: ToolUseContent, text: string): ToolResultContent {
  return { type: "tool_result", toolUseId: use.id, content: [{ type: "text", text }], isError: true };
}

function notStructured(reply: SampleReply, issues = "it is not JSON"): KitError {
  const { model, content, stopReason } = reply;
  if (stopReason === "maxTokens") return cutOff(reply);
  return new KitError("invalid_structured_output", `${model} did not answer as the schema demands: ${issues}.`, {
    data: { model, answer: content, issues },
  });
}
