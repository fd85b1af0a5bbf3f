import type { ContentBlock, SamplingRequest, SamplingResult } from "@kit/protocol";

/** A model's answer. */
export function reply(content: ContentBlock): SamplingResult {
  return {
    role: "assistant",
    content,
    model: "test/model",
    stopReason: content.type === "tool_use" ? "toolUse" : "endTurn",
  };
}

/** Answers every question with the same text. */
export async function answerPlainly(): Promise<SamplingResult> {
  return reply({ type: "text", text: "A quiet harbour." });
}

const USES = [
  { name: "search_document", input: { query: "harbour" } },
  { name: "read_section", input: { section: 1 } },
  { name: "read_section", input: { section: 2 } },
  { name: "final_answer", input: { answer: "The harbour is quiet.", sections: [1] } },
];

/** Answers as a model that searches the document, reads two sections and then answers: four rounds. */
export async function answerInFourRounds({ messages }: SamplingRequest): Promise<SamplingResult> {
  const turn = messages.filter(({ role }) => role === "assistant").length;
  const use = USES[turn] ?? USES[3];
  return reply({ type: "tool_use", id: `use-${turn}`, name: "", input: {}, ...use });
}

/** Arguments of `answer` that fit `answerInFourRounds`. */
export const QUESTION = {
  document: "# The harbour\n\nThe harbour is quiet.\n\n# The library\n\nThe library is open.",
  question: "What is quiet?",
};
