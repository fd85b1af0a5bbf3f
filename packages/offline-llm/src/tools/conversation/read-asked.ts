import { findSkill } from "../../skills/find-skill.ts";
import { findWrappedData } from "../../task/find-wrapped-data.ts";
import { readTask } from "../../task/read-task.ts";
import { countWords } from "../../text/read-words.ts";
import type { Message } from "../message.ts";
import type { Conversation } from "./conversation.ts";
import { findQuestion, takeTaggedQuestion } from "./find-question.ts";

/** Fewer words than this beside a question are part of asking, not a text to answer from. */
const fewestWords = 12;

type Asked = Pick<Conversation, "request" | "instruction" | "data" | "question">;

/** Tells request, question and data apart. Words in a question tag are a question, never data. */
export function readAsked(messages: readonly Message[]): Asked {
  const read = messages.map((message) => {
    const isAsking = message.role === "user";
    const { question, rest } = isAsking
      ? takeTaggedQuestion(message.text)
      : { question: undefined, rest: message.text };
    return { question, message: { ...message, text: rest } };
  });
  const outside = read.map(({ message }) => message);
  const tagged = read.findLast(({ question }) => question !== undefined)?.question;
  const task = readTask(outside);
  const system = messages.filter(({ role }) => role === "system" || role === "developer");
  const systemText = system.map(({ text }) => text.replaceAll("\r\n", "\n")).join("\n\n");
  const request = task.instruction.replace(systemText, "").trim();

  if (tagged !== undefined) return { ...task, request, ...withoutShortData(task.data, outside), question: tagged };
  const question = findQuestion(request);
  if (question !== undefined) return { ...task, request, question };
  return readQuestionInData({ ...task, request, question: undefined }, systemText, outside);
}

/** With the task in the system message, the whole user message counts as data; it may be the question itself. */
function readQuestionInData(asked: Asked, system: string, messages: readonly Message[]): Asked {
  if (isWrapped(messages)) return asked;
  const question = findQuestion(asked.data);
  const isShort = countWords(asked.data.replace(question ?? "", "")) < fewestWords;
  if (question !== undefined && isShort) return { ...asked, request: asked.data, data: "", question };
  const asksForAnswers = findSkill(system)?.name === "answer a question";
  return isShort && asksForAnswers && asked.data !== "" && asked.request === ""
    ? { ...asked, request: asked.data, data: "", question: asked.data }
    : asked;
}

function withoutShortData(data: string, messages: readonly Message[]): Pick<Asked, "data"> {
  return { data: isWrapped(messages) || countWords(data) >= fewestWords ? data : "" };
}

function isWrapped(messages: readonly Message[]): boolean {
  return messages.some(({ role, text }) => role === "user" && findWrappedData(text) !== undefined);
}
