import { isRecord } from "@kit/protocol";
import { jsonLines } from "@kit/terminal";
import type { Chapter } from "./chapter.ts";
import type { ModelWire } from "./check/learner.ts";
import { type AnyMessage, lastAnswer, messagesWith, type WireMessage } from "./check/wire.ts";
import type { CheckResult } from "./run-check.ts";
import { showResult, WIDTH } from "./show.ts";

/** The runs that the text of a chapter shows. */
export type Runs = { start: CheckResult; end: CheckResult };

const FENCE = /(<!-- (output|wire|picture): (.+?) -->\n```\w*\n)[\s\S]*?(?=```)/g;
/** A longer message is shown with its texts cut, in characters. */
const MAX_WHOLE = 1_500;
const MAX_TEXT = 120;

/**
 * The text of a chapter with what its runs showed:
 * - `<!-- output: pnpm learn check -->`: what the check says before anything was done
 * - `<!-- wire: METHOD -->`, `<!-- wire: METHOD answer -->`: the last message of that method, or its answer, in the run
 *   of the solution; `<!-- wire: METHOD answer at the start -->` in the run of the start
 * - `<!-- picture: the check -->`: what crossed in the run of the solution, as a Mermaid sequence
 *
 * A check with several connections names one: `<!-- picture: the check on NAME -->`, `<!-- wire: METHOD on NAME -->`.
 */
export function withRuns(markdown: string, chapter: Chapter, { start, end }: Runs): string {
  return markdown.replace(FENCE, (_whole, before: string, kind: string, what: string) => {
    if (kind === "output") return `${before}${showResult(chapter, start.problem, true)}\n`;
    const [, on] = / on (\S+)/.exec(what) ?? [];
    const run = what.includes("at the start") ? start : end;
    const isShown = ({ connection }: { connection?: string | undefined }) => on === undefined || connection === on;
    const wire = run.wire.filter(isShown);
    if (kind === "picture") return `${before}${drawSequence(wire, run.modelWire.filter(isShown))}\n`;
    const [method = "", answer] = what.split(" ");
    const message = answer === "answer" ? lastAnswer(wire, method) : messagesWith(wire, method).at(-1);
    if (message === undefined) throw new Error(`Chapter ${chapter.number}: no ${what} crossed.`);
    const isLong = JSON.stringify(message).length > MAX_WHOLE;
    return `${before}${jsonLines(message, { width: WIDTH, ...(isLong && { maxText: MAX_TEXT }) }).join("\n")}\n`;
  });
}

/** What does not belong into a picture. */
const LEFT_OUT = ["ping", "notifications/initialized"];

/** What crossed, as a Mermaid sequence diagram. */
export function drawSequence(wire: readonly WireMessage[], modelWire: ModelWire = []): string {
  const open = new Map<string, string>();
  const lines = wire.flatMap(({ direction, message, ms }) => {
    const { id, method, params, result, error } = message as AnyMessage;
    const [from, to] = direction === "to-server" ? ["client", "server"] : ["server", "client"];
    if (method !== undefined) {
      open.set(`${to} ${id}`, method);
      return LEFT_OUT.includes(method) ? [] : [{ ms, line: `${from}->>${to}: ${describeRequest(method, params)}` }];
    }
    const asked = open.get(`${from} ${id}`) ?? "";
    if (LEFT_OUT.includes(asked)) return [];
    return [{ ms, line: `${from}-->>${to}: ${error ? describeError(error) : describeResult(result)}` }];
  });
  const models = modelWire.map(({ direction, said, ms }) => {
    return { ms, line: direction === "to-model" ? `client->>model: ${said}` : `model-->>client: ${said}` };
  });
  // The model stands beside the client.
  const order = models.length === 0 ? [] : ["model", "client", "server"].map((name) => `participant ${name}`);
  const crossed = [...lines, ...models].sort((one, other) => one.ms - other.ms).map(({ line }) => line);
  return ["sequenceDiagram", ...[...order, ...crossed].map((line) => `  ${line}`)].join("\n");
}

function describeError({ code, data }: NonNullable<AnyMessage["error"]>): string {
  const own = isRecord(data) && isRecord(data["kit/error"]) ? ` ${data["kit/error"].code}` : "";
  return `error ${code}${own}`;
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
