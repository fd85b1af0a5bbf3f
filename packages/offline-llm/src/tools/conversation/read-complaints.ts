import type { Message } from "../message.ts";
import type { Complaint } from "./conversation.ts";

const complaintStart =
  /^\s*(?:error\s*:\s*)?(?:invalid (?:answer|output|response|reply|result|json|input|arguments?)|(?:validation|schema) error|error\s*:)[^\n:]*:?\s*/i;
const closing = /\s*(?:Please\s+)?(?:correct|fix|try|answer)\b[^.]*(?:it|this|again|them)\.?\s*$/i;
const pathAndMessage = /^([\w$-]+(?:[.[][\w$\]-]+)*)\s*:\s+(.+)$/s;

/** Whether a user message speaks of the assistant's answer before it, and asks nothing new. */
export function isComplaint(messages: readonly Message[], index: number): boolean {
  const message = messages[index];
  return message?.role === "user" && messages[index - 1]?.role === "assistant" && complaintStart.test(message.text);
}

/** What the messages after the last answer find wrong with it: "label: must not be empty; score: too high". */
export function readComplaints(messages: readonly Message[]): Complaint[] {
  const last = messages.findLastIndex(({ role }) => role === "assistant");
  return messages
    .slice(last + 1)
    .filter(({ role, text }) => (role === "tool" || role === "user") && complaintStart.test(text))
    .flatMap(({ text }) =>
      text
        .replace(complaintStart, "")
        .replace(closing, "")
        .split(/;\s+|\n+/),
    )
    .map((part) => part.trim().replace(/^[-*•]\s*/, ""))
    .filter((part) => part !== "")
    .map((part) => {
      const [, path = "", message = part] = pathAndMessage.exec(part) ?? [];
      return { path: path.replace(/\[(\w+)\]/g, ".$1"), message };
    });
}
