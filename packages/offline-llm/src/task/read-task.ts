import type { ChatMessage } from "../chat/chat-request.ts";
import { findSkill } from "../skills/find-skill.ts";
import { findWrappedData } from "./find-wrapped-data.ts";
import { splitOpening } from "./split-opening.ts";
import type { Task } from "./task.ts";

/**
 * Tells instruction and data apart. Data is, in this order: what tags or quote fences wrap; the whole user
 * message when the system message already says what to do; what follows an opening that asks for something.
 */
export function readTask(messages: readonly ChatMessage[]): Task {
  const system = join(messages.filter(({ role }) => role === "system" || role === "developer"));
  const user = join(lastUserTurn(messages));

  const wrapped = findWrappedData(user);
  if (wrapped !== undefined) return withSystem(wrapped, system);

  const opening = splitOpening(user);
  const systemSkill = findSkill(system);
  if (systemSkill !== undefined) {
    // "Translate this" inside the user's text is data when the system message asks for a summary.
    const repeatsTheTask = opening !== undefined && findSkill(opening.instruction) === systemSkill;
    return repeatsTheTask ? withSystem(opening, system) : { instruction: system, data: user.trim() };
  }
  return withSystem(opening ?? { instruction: user.trim(), data: "" }, system);
}

/** The user messages after the last answer: a caller may send instruction and data as two messages. */
function lastUserTurn(messages: readonly ChatMessage[]): ChatMessage[] {
  const lastAnswer = messages.findLastIndex(({ role }) => role === "assistant");
  const turn = messages.slice(lastAnswer + 1).filter(({ role }) => role === "user");
  return turn.length > 0 ? turn : messages.filter(({ role }) => role === "user").slice(-1);
}

function join(messages: readonly ChatMessage[]): string {
  return messages.map(({ text }) => text.replaceAll("\r\n", "\n")).join("\n\n");
}

function withSystem(task: Task, system: string): Task {
  return { ...task, instruction: `${task.instruction}\n\n${system}`.trim() };
}
