import { isRecord } from "@kit/protocol";
import type { TapeEntry } from "./entry.ts";

/** A tool call on a tape, and what it came to. */
export type TapeCall = {
  call: number;
  tool: string;
  server: string;
  revision: string | undefined;
  /** What belongs to it, in order. */
  entries: readonly TapeEntry[];
  messages: number;
  /** On 2025-11-25 there are none. */
  rounds: number | undefined;
  questions: number;
  bytes: number;
  /** From the call to its result, in milliseconds. */
  ms: number;
};

/** The tool calls of a tape, in order. */
export function listCalls(entries: readonly TapeEntry[]): TapeCall[] {
  const groups = Map.groupBy(
    entries.filter((entry) => entry.call !== undefined),
    ({ call }) => call,
  );
  return [...groups].map(([call = 0, own]) => {
    const wire = own.filter(({ lane }) => lane === "wire");
    const [first] = own;
    const rounds = Math.max(0, ...own.map(({ round = 0 }) => round));
    return {
      ...{ call, tool: first?.tool ?? "", server: first?.server ?? "", revision: first?.revision, entries: own },
      messages: wire.length,
      rounds: rounds === 0 ? undefined : rounds,
      questions: new Set(own.flatMap(({ questions = [] }) => questions)).size,
      bytes: wire.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
      ms: (wire.at(-1)?.time ?? 0) - (wire[0]?.time ?? 0),
    };
  });
}

/** What a call came to, in a line. */
export function describeTotals({ messages, rounds, questions, bytes, ms }: TapeCall): string {
  const parts = [
    count(messages, "message"),
    ...(rounds === undefined ? [] : [count(rounds, "round")]),
    count(questions, "question"),
    count(bytes, "byte"),
    `${Math.round(ms)} ms`,
  ];
  return parts.join(", ");
}

/** @returns Such as `1 byte` and `2,000 bytes`. */
export function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

/** An entry in a few words, as whoever wrote it has chosen them: nothing is cleaned. */
export function describeEntry(entry: TapeEntry): string {
  const { lane, kind, method = "", tool, event, body } = entry;
  if (lane !== "wire") return describeEvent(event, Object(body));
  if (kind === "error") return `error: ${isRecord(body) ? body.message : method}`;
  if (kind === "response") {
    const isAsking = isRecord(body) && body.resultType === "input_required";
    if (isAsking) return "result: input_required";
    return method === "tools/call" || method === "" ? "result" : `result of ${method}`;
  }
  if (method === "notifications/progress" && isRecord(body)) {
    return `progress ${body.progress}${body.total === undefined ? "" : ` of ${body.total}`}`;
  }
  return method === "tools/call" ? `${method} ${tool}` : method;
}

function describeEvent(event: TapeEntry["event"], told: Record<string, unknown>): string {
  const model = told.model ?? "the model";
  switch (event) {
    case "requested":
      return "the handler checks the request";
    case "model-chosen":
      return `chooses ${model}`;
    case "decided":
      return `decision: ${told.decision ?? "not recorded"}`;
    case "generated":
      return `${model}: ${told.inputTokens ?? "?"} + ${told.outputTokens ?? "?"} tokens`;
    case "replied":
      return `answers: ${told.stopReason ?? "no stopReason"}`;
    case "failed":
      return told.error === undefined ? `fails: ${told.code ?? "not recorded"}` : `${model}: ${told.error}`;
    default:
      return "";
  }
}
