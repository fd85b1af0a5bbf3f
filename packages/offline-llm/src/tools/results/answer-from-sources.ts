import type { Source } from "./read-sources.ts";

/** What is said when the texts do not answer. */
export const notSaid = "The document does not say.";

export interface SourcedAnswer {
  answer: string;
  source: Source;
}

/** Answers a question with a sentence of the sources; undefined when none of them answers it. */
export async function answerFromSources(
  question: string,
  sources: readonly Source[],
): Promise<SourcedAnswer | undefined> {
  const wholes = sources.filter(({ isWhole }) => isWhole);
  return (
    (await answerFrom(question, wholes)) ??
    answerFrom(
      question,
      sources.filter(({ isWhole }) => !isWhole),
    )
  );
}

async function answerFrom(question: string, sources: readonly Source[]): Promise<SourcedAnswer | undefined> {
  const { answerQuestion } = await import("../../answer-question/answer-question.ts");
  const { readDocument } = await import("../../summarize/read-document.ts");
  // The skill reads a question up to its first full stop or colon.
  const asked = question.replace(/[.:>](?=\s)/g, "");
  const answer = answerQuestion(sources.map(({ text }) => text).join("\n\n"), asked);
  const source = sources.find(({ text }) => readDocument(text).sentences.some((sentence) => sentence.text === answer));
  return source === undefined ? undefined : { answer, source };
}
