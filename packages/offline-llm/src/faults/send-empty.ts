import { completeChat } from "../chat/complete-chat.ts";
import { sendCompletion } from "../chat/send-completion.ts";
import type { FaultCall } from "./fault.ts";

/** Answers with choices that say nothing, and ends them as if all were well. */
export async function sendEmpty({ asked, response }: FaultCall): Promise<void> {
  const { choices, usage, ...head } = await completeChat(asked);
  const empty = {
    ...head,
    choices: choices.map(({ index }) => ({
      index,
      message: { role: "assistant", content: "", refusal: null } as const,
      logprobs: null,
      finish_reason: "stop" as const,
    })),
    usage: { ...usage, completion_tokens: 0, total_tokens: usage.prompt_tokens },
  };
  await sendCompletion(response, empty, asked.stream);
}
