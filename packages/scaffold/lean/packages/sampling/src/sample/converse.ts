import { KitError, type SamplingMessage, type ToolUseContent } from "@kit/protocol";
import type { Carrier } from "../carrier.ts";
import { askOnce, cutOff, type SampleOptions, type SampleReply } from "./ask-once.ts";
import { FINAL_ANSWER, type FinalAnswer } from "./schema.ts";

const DEFAULT_MAX_RETRIES = 2;

/** A conversation whose answer must be data. */
export type Conversation<Output> = {
  messages: readonly SamplingMessage[];
  options: SampleOptions & { maxRetries?: number | undefined };
  final: FinalAnswer<Output>;
};

/**
 * Asks the model until it answers with data, by calling the tool of the final answer if the client takes tools.
 *
 * @throws {KitError} "reply_cut_off" when the tokens ran out before there was data.
 * @throws {KitError} "invalid_structured_output" when the answer still is not what it must be after the retries.
 */
export async function converse<Output>(
  carrier: Carrier,
  { messages: given, options, final }: Conversation<Output>,
): Promise<{ reply: SampleReply; value: Output }> {
  const { maxRetries = DEFAULT_MAX_RETRIES } = options;
  const messages = [...given];
  // Each time the model is asked costs a round of the budget.
  const rounds = Math.max(1, Math.min(1 + maxRetries, carrier.budget.remaining.rounds));
  const params = carrier.canUseTools ? { tools: [final.tool], toolChoice: { mode: "required" as const } } : {};
  for (let round = 1; ; round += 1) {
    const reply = await askOnce(carrier, messages, options, params);
    const { content } = reply;
    const uses = content.filter((block): block is ToolUseContent => block.type === "tool_use");
    // What a model says while it calls other tools is not its answer.
    const isAnswer = uses.length === 0 || uses.some(({ name }) => name === FINAL_ANSWER);
    const read = isAnswer ? await final.read(content) : undefined;
    if (read && read.issues === undefined) return { reply, value: read.value };
    if (reply.stopReason === "maxTokens" && uses.length === 0) throw cutOff(reply);
    if (round === rounds) throw notStructured(reply, read?.issues);
    const text = `Invalid answer: ${read?.issues ?? "it is not the JSON that was asked for"}. Correct it.`;
    const complaint = { type: "text" as const, text };
    const refuse = ({ id: toolUseId }: ToolUseContent) => ({
      type: "tool_result" as const,
      toolUseId,
      content: [complaint],
      isError: true,
    });
    messages.push(
      { role: "assistant", content },
      { role: "user", content: uses.length === 0 ? complaint : uses.map(refuse) },
    );
  }
}

function notStructured(reply: SampleReply, issues = "it is not JSON"): KitError {
  const { model, content, stopReason } = reply;
  if (stopReason === "maxTokens") return cutOff(reply);
  return new KitError("invalid_structured_output", `${model} did not answer as the schema demands: ${issues}.`, {
    data: { model, answer: content, issues },
  });
}
