import { oneLine, renderColumns, UsageError } from "@kit/terminal";
import { describeEntry, listCalls, type TapeCall, totalsOf } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";
import type { RecordedTape } from "./read.ts";
import { cutTo, widthOf } from "./show.ts";

/** Two runs of the same call. */
export type Pair = readonly [TapeCall, TapeCall];

/**
 * Finds two runs of the same call: of two tapes the first in each, of one tape the first that was made on both revisions.
 *
 * @param tool Its name. Default: any.
 * @throws {UsageError} when there is none.
 */
export function findPair([first, second]: readonly RecordedTape[], tool?: string): Pair {
  const callsOf = (tape: RecordedTape | undefined) =>
    listCalls(tape?.entries ?? []).filter((call) => tool === undefined || call.tool === tool);
  const [ones, others] = [callsOf(first), callsOf(second ?? first)];
  const isPair = (one: TapeCall, other: TapeCall) =>
    one.tool === other.tool && (second !== undefined || (one.revision ?? "") < (other.revision ?? ""));
  for (const isSame of [hasSameArguments, () => true]) {
    for (const one of ones) {
      const other = others.find((candidate) => isPair(one, candidate) && isSame(one, candidate));
      if (other !== undefined) return [one, other];
    }
  }
  const where = second === undefined ? "on both revisions" : "in both files";
  const fix = "Record the same call twice, with --protocol 2025-11-25 and with --protocol 2026-07-28.";
  throw new UsageError(`There is no call of ${tool ?? "the same tool"} ${where}.`, { fix });
}

function hasSameArguments(one: TapeCall, other: TapeCall): boolean {
  const [ofOne, ofOther] = [one, other].map(({ entries }) => JSON.stringify(Object(entries[0]?.body).arguments));
  return ofOne === ofOther;
}

/** Sets two runs of a call side by side, aligned by the questions that they ask, with what each took. */
export function renderComparison(pair: Pair, columns?: number): string[] {
  const width = Math.floor((widthOf(columns) - 3) / 2);
  const slots = alignQuestions(pair);
  const sections = pair.map((call, side) => toSections(call, slots[side] ?? new Map()));
  const keys = [...new Set(sections.flatMap((section) => [...section.keys()]))].sort((one, other) => one - other);
  const names = pair.map(({ tool, revision = "?" }) => cutTo(oneLine(`${tool} on ${revision}`), width));
  const row = (left = "", right = "") => `${left.padEnd(width)} │ ${right}`.trimEnd();
  const rows = [row(...names)];
  for (const key of keys) {
    const [left = [], right = []] = sections.map((section) => section.get(key)?.map((entry) => lineOf(entry, width)));
    const isQuestion = key !== BEGIN && key !== END;
    const line = "".padEnd(width, isQuestion ? "╌" : " ");
    rows.push(row(line, line));
    for (let at = 0; at < Math.max(left.length, right.length); at++) rows.push(row(left[at], right[at]));
  }
  return [...rows, "", ...renderTotals(pair)];
}

function renderTotals(pair: Pair): string[] {
  const [one, other] = pair.map(totalsOf);
  const rows = Object.entries(one ?? {}).map(([name, count]) => [name, count, other?.[name] ?? ""]);
  return renderColumns([["", ...pair.map(({ revision = "?" }) => oneLine(revision))], ...rows]);
}

const [BEGIN, END] = [0, Number.MAX_SAFE_INTEGER];

/** The entries of a call under the question that they belong to. */
function toSections({ entries }: TapeCall, slots: ReadonlyMap<number, number>): Map<number, TapeEntry[]> {
  let section = BEGIN;
  return Map.groupBy(entries.filter(isShown), (entry) => {
    const [question] = entry.questions ?? [];
    if (question !== undefined) section = slots.get(question) ?? section;
    else if (entry.method === "tools/call" && entry.kind !== "request") section = END;
    return section;
  });
}

/** Of handler and gateway what the user cares for. */
function isShown({ lane, event }: TapeEntry): boolean {
  return lane === "wire" || event === "decided" || event === "generated" || event === "failed";
}

/** The section of each question of a run, by its order there: one for all that a message of either run asks together. */
function alignQuestions(pair: Pair): Map<number, number>[] {
  const orders = pair.map(({ entries }) => [...new Set(entries.flatMap(({ questions = [] }) => questions))]);
  const sections = Array.from({ length: Math.max(...orders.map(({ length }) => length)) }, (_, index) => index + 1);
  for (const [side, { entries }] of pair.entries()) {
    for (const { questions = [] } of entries) {
      const together = questions.map((one) => sections[orders[side]?.indexOf(one) ?? -1] ?? END);
      for (const [at, section] of sections.entries())
        if (together.includes(section)) sections[at] = Math.min(...together);
    }
  }
  return orders.map((order) => new Map(order.map((question, at) => [question, sections[at] ?? END])));
}

function lineOf(entry: TapeEntry, width: number): string {
  const { lane, direction, bytes } = entry;
  const sign = lane === "wire" ? (direction === "to-server" ? "→" : "←") : lane === "handler" ? "◆" : "●";
  const size = bytes === undefined ? "" : ` ${bytes.toLocaleString("en")} B`;
  return `${cutTo(`${sign} ${oneLine(describeEntry(entry))}`, width - size.length).padEnd(width - size.length)}${size}`;
}
