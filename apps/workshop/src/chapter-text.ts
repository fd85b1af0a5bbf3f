import { isRecord } from "@kit/protocol";
import { jsonLines } from "@kit/terminal";
import type { Chapter } from "./chapter.ts";
import type { CheckResult } from "./check/run-check.ts";
import { type AnyMessage, lastAnswer, messagesWith, type WireMessage } from "./check/wire.ts";
import { showResult } from "./show.ts";

/** The runs that the text of a chapter shows. */
export type Runs = { start: CheckResult; end: CheckResult };

const FENCE = /(<!-- (output|wire|picture): (.+?) -->\n```\w*\n)[\s\S]*?(?=```)/g;
const WIDTH = 80;
/** A longer message is shown with its texts cut, in characters. */
const MAX_WHOLE = 1_500;
const MAX_TEXT = 120;

/**
 * The text of a chapter with what its runs showed:
 * - `<!-- output: pnpm learn check -->`: what the check says before anything was done
 * - `<!-- wire: METHOD -->`, `<!-- wire: METHOD answer -->`: the last message of that method, or its answer, in the run
 *   of the solution; `<!-- wire: METHOD answer at the start -->` in the run of the start
 * - `<!-- picture: the check -->`: what crossed in the run of the solution, as a Mermaid sequence
 */
export function withRuns(markdown: string, chapter: Chapter, { start, end }: Runs): string {
  return markdown.replace(FENCE, (_whole, before: string, kind: string, what: string) => {
    if (kind === "output") return `${before}${showResult(chapter, start.problem, true)}\n`;
    if (kind === "picture") return `${before}${drawSequence(end.wire)}\n`;
    const [method = "", answer] = what.split(" ");
    const { wire } = what.endsWith("at the start") ? start : end;
    const message = answer === "answer" ? lastAnswer(wire, method) : messagesWith(wire, method).at(-1);
    if (message === undefined) throw new Error(`Chapter ${chapter.number}: no ${what} crossed.`);
    const isLong = JSON.stringify(message).length > MAX_WHOLE;
    return `${before}${jsonLines(message, { width: WIDTH, ...(isLong && { maxText: MAX_TEXT }) }).join("\n")}\n`;
  });
}

/** What does not belong into a picture. */
const LEFT_OUT = ["ping", "notifications/initialized"];

/** What crossed, as a Mermaid sequence diagram. */
export function drawSequence(wire: readonly WireMessage[]): string {
  const open = new Map<string, string>();
  const lines = wire.flatMap(({ direction, message }) => {
    const { id, method, params, result, error } = message as AnyMessage;
    const [from, to] = direction === "to-server" ? ["client", "server"] : ["server", "client"];
    if (method !== undefined) {
      open.set(`${to} ${id}`, method);
      return LEFT_OUT.includes(method) ? [] : [`${from}->>${to}: ${describeRequest(method, params)}`];
    }
    const asked = open.get(`${from} ${id}`) ?? "";
    if (LEFT_OUT.includes(asked)) return [];
    return [`${from}-->>${to}: ${error ? `error ${error.code}` : describeResult(result)}`];
  });
  return ["sequenceDiagram", ...lines.map((line) => `  ${line}`)].join("\n");
}

function describeRequest(method: string, params: Record<string, unknown> = {}): string {
  if (method === "tools/call")
    return `${method} ${params.name}${"inputResponses" in params ? " with the answers" : ""}`;
  return "maxTokens" in params ? `${method} (maxTokens ${params.maxTokens})` : method;
}

function describeResult(result: Record<string, unknown> = {}): string {
  if (isRecord(result.inputRequests)) {
    const methods = Object.values(result.inputRequests).map((one) => (isRecord(one) ? one.method : ""));
    return `input_required: ${methods.join(", ")}`;
  }
  if (result.isError === true) return "result with isError";
  if (Array.isArray(result.tools)) return `tools: ${result.tools.map(({ name }) => name).join(", ")}`;
  if (typeof result.model !== "string") return "result";
  return `an answer by ${result.model}${result.stopReason === "maxTokens" ? ", cut off" : ""}`;
}
