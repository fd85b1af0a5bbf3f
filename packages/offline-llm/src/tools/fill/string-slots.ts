import { languageOf, languages } from "../../translate/languages.ts";
import { findDates } from "../find/find-dates.ts";
import { keyWords } from "../find/key-words.ts";
import { classifyText } from "./classify-text.ts";
import type { FillContext, Slot } from "./fill-context.ts";
import { mainAnswer } from "./main-answer.ts";

interface StringSlot {
  /** Found in the words of a property's name, or else in its description. */
  names: RegExp;
  fill: (context: FillContext, slot: Slot) => Promise<string | undefined> | string | undefined;
}

/** Strings that a skill of this model can write, by what they are called. Adding a kind adds a row. */
export const stringSlots: readonly StringSlot[] = [
  {
    // The language to translate into is no translation; a translation into a language is.
    names: /^(?!.*\btranslation\b).*\b(?:language|lang|locale)\b/s,
    async fill({ texts, conversation }, { description }) {
      const target = /\bto\b|target/.test(description) ? conversation.request.match(/[\p{L}]{4,}/gu) : undefined;
      const named = target?.find((word) => languageOf(word) !== undefined);
      const { detectLanguage } = await import("../../translate/detect-language.ts");
      const code = named === undefined ? await detectLanguage(texts[0] ?? "") : languageOf(named);
      const language = languages.find((candidate) => candidate.code === code);
      return /\b(?:code|iso)\b/i.test(description)
        ? language?.code
        : language?.names[0]?.replace(/^./, (first) => first.toUpperCase());
    },
  },
  {
    names: /\btranslat\w+/,
    async fill({ texts, conversation }, { description }) {
      const { readLanguages } = await import("../../translate/read-languages.ts");
      const { translate } = await import("../../translate/translate.ts");
      return translate(texts[0] ?? "", readLanguages(`${conversation.instruction}\n${description}`));
    },
  },
  {
    names: /\b(?:summary|summari\w+|abstract|overview|synopsis|gist|recap|tl dr)\b/,
    fill: (context, { description }) => summarizeText(context, `${description}\n${context.conversation.instruction}`),
  },
  {
    names: /\b(?:title|headline|heading|subject|caption)\b/,
    fill: (context) => summarizeText(context, "One headline."),
  },
  {
    names: /\b(?:query|search|keywords?|key words?|search terms?|terms?|q)\b/,
    fill: ({ conversation }) => keyWords(conversation.question ?? conversation.request).join(" "),
  },
  { names: /\bquestion\b/, fill: ({ conversation }) => conversation.question },
  {
    names: /\b(?:label|category|class|sentiment|topic|tone|mood|polarity)\b/,
    async fill({ texts, conversation, classification }, { name }) {
      const { readLabels } = await import("../../classify/read-labels.ts");
      const { labels, wayOut } = readLabels(conversation.instruction);
      const sentiments = ["positive", "neutral", "negative"].map((word) => ({ name: word, description: "" }));
      const offered = labels.length > 1 ? labels : /sentiment|tone|mood|polarity/i.test(name) ? sentiments : [];
      if (offered.length === 0) return classification?.label;
      return (await classifyText(texts[0] ?? "", offered, wayOut)).label;
    },
  },
  {
    names:
      /\b(?:quote|quotation|evidence|excerpt|snippet|passage|reason|reasoning|rationale|explanation|justification)\b/,
    fill: async (context) => (await context.answer())?.answer ?? summarizeText(context, "Summarize in one sentence."),
  },
  {
    names: /\b(?:date|day|deadline)\b/,
    fill: ({ texts }) => texts.flatMap(findDates).map(({ date }) => date)[0],
  },
  {
    names: /\b(?:text|document|content|body|input|passage)\b/,
    fill: ({ conversation }) => (conversation.data === "" ? undefined : conversation.data),
  },
  {
    names: /\b(?:answer|response|reply|result|output|conclusion|message|value)\b/,
    async fill(context) {
      return (await mainAnswer(context)).value;
    },
  },
];

async function summarizeText({ sources }: FillContext, instruction: string): Promise<string | undefined> {
  const text = sources.map((source) => source.text).join("\n\n");
  if (text === "") return undefined;
  const { summarize } = await import("../../summarize/summarize.ts");
  const { readSummaryShape } = await import("../../summarize/read-summary-shape.ts");
  return summarize(text, readSummaryShape(instruction));
}
