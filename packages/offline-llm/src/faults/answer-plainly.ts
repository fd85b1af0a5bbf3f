import { completeChat } from "../chat/complete-chat.ts";
import { sendCompletion } from "../chat/send-completion.ts";
import type { FaultCall } from "./fault.ts";

/** Answers as if there were no fault. */
export async function answerPlainly({ asked, response }: FaultCall): Promise<void> {
  await sendCompletion(response, await completeChat(asked), asked.stream);
}
