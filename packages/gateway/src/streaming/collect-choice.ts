import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { collectToolCalls } from "./collect-tool-calls.ts";

/** One choice while it is written. */
export interface ChoiceCollector {
  readonly add: (choice: ChatCompletionChunk.Choice) => void;
  /** Whether the provider has said why it stopped. */
  readonly isFinished: () => boolean;
  readonly toChoice: () => ChatCompletion.Choice;
}

/** Puts the deltas of one choice together. */
export function collectChoice(index: number): ChoiceCollector {
  const texts: Record<string, string> = {};
  const toolCalls = collectToolCalls();
  let logprobs: ChatCompletion.Choice["logprobs"] = null;
  let finishReason: ChatCompletion.Choice["finish_reason"] | undefined;

  return {
    add({ delta, finish_reason, logprobs: more }) {
      // Beside `content` and `refusal` providers have texts of their own: `reasoning`, `reasoning_content`.
      for (const [name, value] of Object.entries(delta ?? {})) {
        if (typeof value === "string" && name !== "role") texts[name] = (texts[name] ?? "") + value;
      }
      for (const piece of delta?.tool_calls ?? []) toolCalls.add(piece);
      if (more)
        logprobs = { content: join(logprobs?.content, more.content), refusal: join(logprobs?.refusal, more.refusal) };
      if (finish_reason) finishReason = finish_reason;
    },
    isFinished: () => finishReason !== undefined,
    toChoice() {
      const calls = toolCalls.toList();
      const message = { role: "assistant" as const, content: null, refusal: null, ...texts };
      return {
        index,
        finish_reason: finishReason ?? "stop",
        logprobs,
        message: calls.length > 0 ? { ...message, tool_calls: calls } : message,
      };
    },
  };
}

function join<T>(before: T[] | null | undefined, more: T[] | null | undefined): T[] | null {
  return before || more ? [...(before ?? []), ...(more ?? [])] : null;
}
