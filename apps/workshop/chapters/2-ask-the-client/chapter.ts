import type { Chapter } from "../../src/chapter.ts";
import { fail } from "../../src/check/failure.ts";
import { lastAnswer } from "../../src/check/wire.ts";

const DOCUMENT = "The ferry to the island leaves at six. It takes forty minutes, and dogs travel free.";
const MAX_WORDS = 1_000;
/** An English word is about four thirds of a token. */
const TOKENS_NEEDED = Math.ceil((MAX_WORDS * 4) / 3);
const SUMMARY = "Ferry at six, dogs free.";
const MODEL = "foreign/model-7";

export const chapter: Chapter = {
  number: 2,
  title: "Ask the client",
  question: "My server has no API key. Where does the model come from?",
  minutes: 15,
  adds: ["server/src/tools/text/words.ts"],
  open: ["server/src/tools/summarize.ts"],
  firstFailure: "nothing_asked",
  mistakes: {
    "no-await": "tool_crashed",
    "small-max-tokens": "max_tokens_too_small",
    "without-document": "document_not_sent",
    "passes-on-a-cut": "cut_passed_on",
  },
  async check({ connect }) {
    let stopReason = "endTurn";
    const sample = () => ({ role: "assistant", content: { type: "text", text: SUMMARY }, model: MODEL, stopReason });
    const client = await connect({ sample });
    const call = () => client.callTool("summarize", { document: DOCUMENT, maxWords: MAX_WORDS });

    const { message, isError, data } = await call();
    const [question, ...others] = client.questions();
    if (question === undefined) {
      fail({
        code: "nothing_asked",
        expected: "Before it answers tools/call, your server sends sampling/createMessage to the client.",
        seen: message,
        next: "Take sample from the second argument of your tool's function, and await sample(prompt, { maxTokens }).",
      });
    }
    if (others.length > 0) {
      fail({
        code: "asked_more_than_once",
        expected: "For a short document your server asks once.",
        seen: `${others.length + 1} times sampling/createMessage.`,
        next: "Call sample() once, and use its reply for all fields of the result.",
      });
    }
    if (!JSON.stringify(question.messages).includes(DOCUMENT)) {
      fail({
        code: "document_not_sent",
        expected: "The question holds the document: the client's model knows nothing else of the call.",
        seen: { method: "sampling/createMessage", params: question },
        next: 'Put the document into the prompt. wrapData("document", document) marks where it begins and ends.',
      });
    }
    if (!(Number(question.maxTokens) >= TOKENS_NEEDED)) {
      fail({
        code: "max_tokens_too_small",
        expected: `maxTokens has room for what was asked for: ${MAX_WORDS} words are about ${TOKENS_NEEDED} tokens.`,
        seen: { method: "sampling/createMessage", params: question },
        next: "Make maxTokens of maxWords. Some languages take three tokens a word, and a model may think first.",
      });
    }
    if (isError || !String(data.summary).includes(SUMMARY)) {
      fail({
        code: "words_lost",
        expected: `The client's model said "${SUMMARY}", and the result of the tool holds it.`,
        seen: message,
        next: "The reply of sample() has the words in its text: return them as the summary.",
      });
    }
    if (data.model !== MODEL) {
      fail({
        code: "model_lost",
        expected: `The result names the model that answered: ${MODEL}.`,
        seen: message,
        next: "The reply of sample() says in its model who has answered. The client chose it, not you.",
      });
    }

    stopReason = "maxTokens";
    const cut = await call();
    if (!cut.isError) {
      fail({
        code: "cut_passed_on",
        expected: 'When the answer has the stopReason "maxTokens", it is no summary: the call ends with isError.',
        seen: { answer: lastAnswer(client.wire, "sampling/createMessage"), result: cut.message },
        next: "assertComplete(reply) of @kit/sampling throws the right error.",
      });
    }
  },
};
