import { isRecord } from "@kit/protocol";
import { type TapeEntry, textOf } from "./entry.ts";

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

/** What a call took, under names. */
export function totalsOf({ messages, rounds, questions, bytes, ms }: TapeCall): Record<string, string> {
  const counts = { messages, rounds: rounds ?? "–", questions, bytes, ms: Math.round(ms) };
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.toLocaleString("en")]));
}

/** A call and what it took, in a line. */
export function describeCall(call: TapeCall): string {
  const totals = Object.entries(totalsOf(call)).map(([name, count]) => `${name} ${count}`);
  return `call ${call.call} ${call.tool} @${call.server} on ${call.revision ?? "?"}: ${totals.join(", ")}`;
}

/** An entry in a few words, as whoever wrote it has chosen them: nothing is cleaned. */
export function describeEntry(entry: TapeEntry): string {
  const { lane, kind, method = "", tool, round = 1, event, body } = entry;
  if (lane !== "wire") return describeEvent(event, Object(body));
  if (kind === "error") return `error: ${textOf(Object(body).message ?? method)}`;
  if (kind === "response") {
    const isAsking = isRecord(body) && body.resultType === "input_required";
    if (isAsking) return "result: input_required";
    return method === "tools/call" || method === "" ? "result" : `result of ${method}`;
  }
  if (method === "notifications/progress" && isRecord(body)) {
    return `progress ${textOf(body.progress)}${body.total === undefined ? "" : ` of ${textOf(body.total)}`}`;
  }
  return method === "tools/call" ? `${method} ${tool}${round > 1 ? " again" : ""}` : method;
}

function describeEvent(event: TapeEntry["event"], told: Record<string, unknown>): string {
  const model = textOf(told.model ?? "the model");
  switch (event) {
    case "requested":
      return "the handler checks the request";
    case "model-chosen":
      return `chooses ${model}`;
    case "decided":
      return `decision: ${textOf(told.decision ?? "not recorded")}`;
    case "generated":
      return `${model}: ${textOf(told.inputTokens ?? "?")} + ${textOf(told.outputTokens ?? "?")} tokens`;
    case "replied":
      return `answers: ${textOf(told.stopReason ?? "no stopReason")}`;
    case "failed":
      return told.error === undefined
        ? `fails: ${textOf(told.code ?? "not recorded")}`
        : `${model}: ${textOf(told.error)}`;
    default:
      return "";
  }
}
