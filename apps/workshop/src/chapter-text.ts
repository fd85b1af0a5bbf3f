import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "@kit/protocol";
import { jsonLines } from "@kit/terminal";
import { createTwoFilesPatch } from "diff";
import type { Chapter } from "./chapter.ts";
import type { ModelWire } from "./check/learner.ts";
import { type AnyMessage, lastAnswer, messagesWith, type WireMessage } from "./check/wire.ts";
import type { CheckResult } from "./run-check.ts";
import { showResult, WIDTH } from "./show.ts";
import { APPS } from "./states.ts";

/** The runs that the text of a chapter shows, as far as they were made. */
export type Runs = { start?: CheckResult; end?: CheckResult; mistakes?: ReadonlyMap<string, CheckResult> };

const FENCE = /(<!-- (output|wire|picture|diff): (.+?) -->\n```\w*\n)[\s\S]*?(?=```)/g;
/** A longer message is shown with its texts cut, in characters. */
const MAX_WHOLE = 1_500;
const MAX_TEXT = 120;

/** Tells `the check, after NAME` from the check of the start. */
const AFTER = /, after (\S+)$/;

/** The mistakes whose checks a text shows. */
export function shownMistakes(markdown: string): string[] {
  return [...markdown.matchAll(FENCE)].flatMap(([, , , what = ""]) => AFTER.exec(what)?.[1] ?? []);
}

/**
 * The text of a chapter with what its runs showed. What shows a run that was not made stays as it is.
 * - `<!-- output: pnpm learn check -->`: what the check says before anything was done; `…, after NAME -->` with a mistake
 * - `<!-- wire: METHOD -->`, `<!-- wire: METHOD answer -->`: the last message of that method, or its answer, in the run
 *   of the solution; `<!-- wire: METHOD answer at the start -->` in the run of the start
 * - `<!-- wire: input_required -->`: the first answer that asks
 * - `<!-- picture: the check -->`: what crossed in the run of the solution, as a Mermaid sequence
 * - `<!-- diff: ONE OTHER -->`: two files, with their paths from the root
 *
 * A check with several connections names one: `<!-- picture: the check on NAME -->`, `<!-- wire: METHOD on NAME -->`.
 */
export function withRuns(markdown: string, chapter: Chapter, { start, end, mistakes }: Runs): string {
  return markdown.replace(FENCE, (whole, before: string, kind: string, what: string) => {
    if (kind === "diff") return `${before}${diffOf(what)}`;
    const [, after] = AFTER.exec(what) ?? [];
    const isOfStart = kind === "output" || what.includes("at the start");
    const run = after ? mistakes?.get(after) : isOfStart ? start : end;
    if (run === undefined) return whole;
    if (kind === "output") return `${before}${showResult(chapter, run.problem, after === undefined)}\n`;
    const [, on] = / on (\S+)/.exec(what) ?? [];
    const isShown = ({ connection }: { connection?: string | undefined }) => on === undefined || connection === on;
    const wire = run.wire.filter(isShown);
    if (kind === "picture") return `${before}${drawSequence(wire, run.modelWire.filter(isShown))}\n`;
    const message = findMessage(wire, what);
    if (message === undefined) throw new Error(`Chapter ${chapter.number}: no ${what} crossed.`);
    const isLong = JSON.stringify(message).length > MAX_WHOLE;
    const lines = jsonLines(message, { width: WIDTH, ...(isLong && { maxText: MAX_TEXT }) }).join("\n");
    return `${before}${lines.replace(TIME, A_TIME)}\n`;
  });
}

function findMessage(wire: readonly WireMessage[], what: string): AnyMessage | undefined {
  const [method = "", answer] = what.split(" ");
  if (method !== "input_required") {
    return answer === "answer" ? lastAnswer(wire, method) : messagesWith(wire, method).at(-1);
  }
  const messages = wire.map(({ message }) => message as AnyMessage);
  const { result, ...envelope } = messages.find((message) => message.result?.resultType === method) ?? {};
  return result && { ...envelope, result: { ...result, requestState: SEALED } };
}

// What is another in each run is shown as one and the same.
const SEALED = "(sealed)";
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const A_TIME = "2026-07-28T09:00:00.000Z";

/** What differs between two files of the kit, without the lines around. */
function diffOf(paths: string): string {
  const [one = "", other = ""] = paths.split(" ");
  const [from, to] = [one, other].map((path) => readFileSync(join(APPS, "..", path), "utf8"));
  const [, , , ...lines] = createTwoFilesPatch(one, other, from ?? "", to ?? "", "", "", { context: 0 }).split("\n");
  return `--- ${one}\n+++ ${other}\n${lines.filter((line) => !/^(?:@@|---|\+\+\+) /.test(line)).join("\n")}`;
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
  const models = modelWire.map(({ side, direction, said, ms }) => {
    return { ms, line: direction === "to-model" ? `${side}->>model: ${said}` : `model-->>${side}: ${said}` };
  });
  // The model stands beside who asks it.
  const isOfServer = modelWire.some(({ side }) => side === "server");
  const names = isOfServer ? ["client", "server", "model"] : ["model", "client", "server"];
  const order = models.length === 0 ? [] : names.map((name) => `participant ${name}`);
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
