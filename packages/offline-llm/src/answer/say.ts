import { readFileSync } from "node:fs";
import type { Tool } from "../wire/chat-request.ts";
import type { Notes } from "../wire/completion.ts";
import { answerQuestion } from "./answer-question.ts";
import { classify, offeredLabels, readLabels } from "./classify.ts";
import { applyShape, readInstructions } from "./instructions.ts";
import { GREETING, type Task } from "./read-task.ts";
import { summarize } from "./summarize.ts";
import { translate } from "./translate.ts";
import { detectLanguage, type Skill, skillIn, wording } from "./words.ts";

/** An answer in words. */
export type Said = { text: string; skill: Skill | undefined; notes: Notes; wantsJson: boolean };

/** What the stand-in says of itself: what it is and can, and why it gives no other answer. */
type Speech = Record<"is" | "can" | "cannot" | "lacks" | "welcome" | "tools", string>;
const SPEECH: Record<string, Speech> & { en: Speech } = JSON.parse(
  readFileSync(new URL("speech.json", import.meta.url), "utf8"),
);
const OFFERS = wording(
  String.raw`^(?:please |bitte )?<offer>(?!\p{L})|^(?:this|diese[rs]?|ce|cet|cette|quest[oa]|est[ea]) \p{L}+ (?:is|ist|est(?:-il|-elle)?|è|es) |^[¿]?(?:[\p{L}-]+(?:, | )){1,3}(?:or|oder|ou|o) [\p{L}-]+\s?\?`,
);
const THANKS = wording(String.raw`^(?:[\p{L}]+,? ){0,2}<thanks>(?!\p{L})`);
const OF_ITSELF = wording("<itself>");
/** Asks for a new text, whatever form it names: no skill here makes one up. */
const CREATES = wording("^(?:(?:please|can|could|you|kannst|du|bitte|peux-tu|puoi) ?)*<create>(?!.*<created>)");
/** Of a request that could not be done, so many characters are noted. */
const MAX_WISH = 120;
export const UNSAID = "The text does not say.";

/** The skill that a task asks for, by the user's words first and then by the system prompt's. */
export function skillOf({ request, system, text, question }: Task): Skill | undefined {
  if (text === "" && (CREATES.test(request) || isOfItself(request))) return undefined;
  for (const asked of [request, system]) {
    const skill = skillIn(asked);
    if (skill !== undefined) return skill;
    if (asked === request && text !== "" && OFFERS.test(request) && readLabels(request).length > 1) return "classify";
    if (asked === request && question !== undefined && text !== "") return "answer";
  }
  return /\banswer/i.test(request) && text !== "" ? "answer" : undefined;
}

/** Answers a task in words, in the form that was asked for. */
export function say(task: Task, tools: readonly Tool[] = []): Said {
  const { system, request, text, question } = task;
  const skill = skillOf(task);
  const speech = SPEECH[detectLanguage(request) ?? "en"] ?? SPEECH.en;
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
    return excuse(`${speech.lacks} ${speech.can}`, []);
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
  if (THANKS.test(request) && !CREATES.test(request)) return excuse(speech.welcome, []);
  if (!isOfItself(request)) return excuse(`${speech.cannot} ${speech.can}`, [request.slice(0, MAX_WISH)]);
  const list = tools.map(({ name, description }) => `- ${name}: ${description}`);
  return excuse(`${speech.is} ${speech.can}${list.length > 0 ? `\n\n${[speech.tools, ...list].join("\n")}` : ""}`, []);
}

/** Whether a request is about the stand-in and its tools, or a greeting. */
export function isOfItself(request: string): boolean {
  return !CREATES.test(request) && (request.replace(GREETING, "") === "" || OF_ITSELF.test(request));
}
