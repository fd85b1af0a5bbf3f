import { takeTokens } from "../tokens/tokens.ts";
import type { ChatRequest } from "./chat-request.ts";

export interface CutAnswer {
  content: string;
  finishReason: "stop" | "length";
}

/** Ends an answer before the first stop sequence, then at the token limit. */
export function cutAnswer(answer: string, { stop, maxTokens }: Pick<ChatRequest, "stop" | "maxTokens">): CutAnswer {
  const stops = stop.map((sequence) => answer.indexOf(sequence)).filter((position) => position >= 0);
  const stopped = answer.slice(0, Math.min(answer.length, ...stops));
  const content = maxTokens === undefined ? stopped : takeTokens(stopped, maxTokens);
  return { content, finishReason: content.length < stopped.length ? "length" : "stop" };
}
