import { readWords } from "../../text/read-words.ts";
import { stopWords } from "../../text/stop-words.ts";

/** Words that ask, and say nothing about what is asked for. */
const asking = /^(?:answer|question|tell|explain|describe|find|please|document|text|know|want|much|many|search|look)$/i;

/** The words of a question that a search should look for, as written and each once. */
export function keyWords(question: string): string[] {
  const telling = readWords(question).filter((word) => !stopWords.has(word.toLowerCase()));
  const chosen = telling.filter((word) => !asking.test(word));
  const words = chosen.length > 0 ? chosen : telling;
  return words.filter(
    (word, index) => words.findIndex((other) => other.toLowerCase() === word.toLowerCase()) === index,
  );
}
