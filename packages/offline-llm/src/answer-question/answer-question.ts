import { readDocument } from "../summarize/read-document.ts";
import { readStems } from "../text/read-words.ts";

/** What kind of words an answer has, by how the question begins. */
const expected: readonly { asked: RegExp; answer: RegExp }[] = [
  {
    asked: /\bwhen\b|\bwhat (?:time|year|day|date)\b/i,
    answer:
      /\d|\b(?:morning|noon|evening|night|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|yesterday|today|tomorrow)\b/,
  },
  {
    asked: /\bhow (?:many|much|long|far|old|often|big|large|high|tall)\b/i,
    answer:
      /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million|half|every|daily|weekly|free)\b/i,
  },
  {
    asked: /\bwho(?:m|se)?\b/i,
    answer: /(?<=\s)\p{Lu}\p{Ll}+|\b(?:he|she|they|visitors?|members?|people|children|everyone|everybody)\b/u,
  },
  { asked: /\bwhere\b/i, answer: /\b(?:in|on|at|near|under|behind|from|to|along|opposite)\s+(?:the\s+)?\p{L}/u },
  { asked: /\bwhy\b/i, answer: /\b(?:because|since|so that|due to|therefore|in order to|thanks to)\b/i },
];

/** A sentence must share at least this part of the question's weight to count as an answer. */
const leastOverlap = 0.3;

/** Answers with the sentence of the text that shares most with the question, or says that there is none. */
export function answerQuestion(text: string, instruction: string): string {
  const question = readQuestion(instruction);
  const sentences = readDocument(text).sentences.map((sentence) => sentence.text);
  const stemLists = sentences.map((sentence) => new Set(readStems(sentence)));
  const rarity = (stem: string) =>
    Math.log(1 + sentences.length / (1 + stemLists.filter((stems) => stems.has(stem)).length));

  const asked = [...new Set(readStems(question))].map((stem) => ({ stem, weight: rarity(stem) }));
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const kind = expected.find((row) => row.asked.test(question))?.answer;

  let best = { sentence: "", score: 0 };
  sentences.forEach((sentence, index) => {
    const shared = asked.filter(({ stem }) => stemLists[index]?.has(stem)).reduce((sum, { weight }) => sum + weight, 0);
    const overlap = total === 0 ? 0 : shared / total;
    const score = overlap < leastOverlap ? 0 : overlap + (kind?.test(sentence) ? 0.25 : 0);
    if (score > best.score) best = { sentence, score };
  });
  return best.score > 0 ? best.sentence : "The text has no sentence that answers this question.";
}

/** The sentence that ends with a question mark; without one, the whole instruction. */
function readQuestion(instruction: string): string {
  return /(?:^|[.!:>\n])\s*([^.!?:>\n]*\?)/.exec(instruction)?.[1] ?? instruction;
}
