import type { SamplingResult } from "@kit/protocol";

/** Answers every question with the same text. */
export async function answerPlainly(): Promise<SamplingResult> {
  return { role: "assistant", content: { type: "text", text: "Quiet." }, model: "test/model", stopReason: "endTurn" };
}
