import type { Conversation } from "./conversation/conversation.ts";
import { createContext } from "./fill/fill-context.ts";
import { mainAnswer } from "./fill/main-answer.ts";

/** Answers in words, from what the tools returned or from the text that the user gave. */
export async function answerInText(conversation: Conversation): Promise<string> {
  return (await mainAnswer(createContext(conversation, {}))).value;
}
