import type { Notes } from "../wire/completion.ts";
import { answerQuestion } from "./answer-question.ts";
import { classify, offeredLabels } from "./classify.ts";
import { applyShape, readInstructions } from "./instructions.ts";
import type { Task } from "./read-task.ts";
import { summarize } from "./summarize.ts";
import { translate } from "./translate.ts";

/** What the stand-in can do with a text. */
export type Skill = "summarize" | "translate" | "classify" | "answer";

/** An answer in words. */
export type Said = { text: string; skill: Skill | undefined; notes: Notes; wantsJson: boolean };

const SKILLS: readonly (readonly [skill: Skill, asked: RegExp])[] = [
  ["translate", /\btranslat|\bhow do (?:you|i) say\b|(?<!\p{L})übersetz|\btradu/iu],
  [
    "classify",
    /\bclassif|\bcategor|\bsentiment\b|\blabel|\bstars\b|^rate\b|\b1 ?(?:to|-|–) ?5\b|\b(?:positive|negative|good|bad)\b.*(?:\bor\b|,)/i,
  ],
  [
    "summarize",
    /\bsummar|\btl;?dr\b|\bshorten\b|\bshorter\b|\bcondense\b|\bheadline\b|\btitle\b|\bkey points?\b|\bbullet|\babout\s*\?|\bmain (?:idea|point)s?\b|\bin (?:one|a|two|three|\d+) (?:sentence|word)s?\b|zusammen|\brésum|\bresum/i,
  ],
  ["translate", /\b(?:in|into|auf|en) (?:english|spanish|french|german|español|français|deutsch)\s*[:.?]?\s*$/i],
];

const INTRODUCTION =
  "This is a small offline stand-in made of rules, not a language model. It can summarize a text, choose one of your labels for it, translate the sentences of a small phrasebook, and find the sentence of a text that answers a question. Write the instruction first, then the text. For anything else, name a real model.";
/** Of a request that could not be done, so many characters are noted. */
const MAX_WISH = 120;
export const UNSAID = "The text does not say.";

/** The skill that a task asks for, by the user's words first and then by the system prompt's. */
export function skillOf({ request, system, text, question }: Task): Skill | undefined {
  for (const asked of [request, system]) {
    const skill = SKILLS.find(([, pattern]) => pattern.test(asked))?.[0];
    if (skill !== undefined) return skill;
    if (asked === request && question !== undefined && text !== "") return "answer";
  }
  return /\banswer/i.test(request) && text !== "" ? "answer" : undefined;
}

/** Answers a task in words, in the form that was asked for. */
export function say(task: Task): Said {
  const { system, request, text, question } = task;
  const skill = skillOf(task);
  const { shape, ignored: beyond } = readInstructions(task);
  // Of a translation, the language is not beyond it.
  const ignored = skill === "translate" ? beyond.filter((part) => !/^in \p{Lu}\p{L}+$/u.test(part)) : beyond;
  const wantsJson = shape.form === "json";
  const finish = (words: string, source: Notes["source"] = "rules"): Said => ({
    text: applyShape(words, shape),
    skill,
    notes: { source, ignored },
    wantsJson,
  });
  // What the stand-in is or misses, it says in full, whatever length or form was asked for.
  const excuse = (words: string, missed: readonly string[]): Said => ({
    text: words,
    skill,
    notes: { source: "rules", ignored: missed },
    wantsJson,
  });
  if (shape.reply !== undefined) return finish(shape.reply);
  if (text === "" && skill !== undefined) {
    return excuse(`To ${skill}, the stand-in needs a text, and the message has none. ${INTRODUCTION}`, []);
  }
  if (skill === "translate") return finish(translate(text, request || system), "phrasebook");
  if (skill === "classify") {
    const { label, confidence } = classify(text, offeredLabels(request, system));
    const isWanted = /\bconfiden|\bprobability\b|\bcertainty\b/i.test(`${request} ${system}`);
    return finish(isWanted ? `${label}\n${confidence}` : label);
  }
  if (skill === "answer") {
    const found = answerQuestion(question ?? request, text);
    return found === undefined ? excuse(UNSAID, ignored) : finish(found);
  }
  if (skill === "summarize") {
    const summary = summarize(text, shape);
    if (summary.text === "") return excuse("The text has no sentence to summarize.", ignored);
    return finish(summary.text, summary.isScripted ? "scripted" : "rules");
  }
  // No skill, but a form: "In capitals: hello" is obeyed to the letter.
  if (text !== "" && Object.keys(shape).length > 0) return finish(text);
  // A greeting asks for nothing.
  const isGreeting = /^(?:hello|hi|hey|thanks?|thank you|ok(?:ay)?|good \w+)\b/i.test(request) || request === "";
  return excuse(INTRODUCTION, isGreeting ? [] : [request.slice(0, MAX_WISH)]);
}
