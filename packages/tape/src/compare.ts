import { oneLine, renderColumns, UsageError } from "@kit/terminal";
import { alignCalls, hasSameArguments, type Pair } from "./align.ts";
import { describeEntry, listCalls, type TapeCall, totalsOf } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";
import type { RecordedTape } from "./read.ts";
import { cutTo, widthOf } from "./show.ts";

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

/** Sets two runs of a call side by side, aligned by the questions that they ask, with what each took. */
export function renderComparison(pair: Pair, columns?: number): string[] {
  const width = Math.floor((widthOf(columns) - 3) / 2);
  const sections = alignCalls(pair);
  const names = pair.map(({ tool, revision = "?" }) => cutTo(oneLine(`${tool} on ${revision}`), width));
  const row = (left = "", right = "") => `${left.padEnd(width)} │ ${right}`.trimEnd();
  const rows = [row(...names)];
  for (const { isQuestion, sides } of sections) {
    const [left = [], right = []] = sides.map((side) => side.map((entry) => lineOf(entry, width)));
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

function lineOf(entry: TapeEntry, width: number): string {
  const { lane, direction, bytes } = entry;
  const sign = lane === "wire" ? (direction === "to-server" ? "→" : "←") : lane === "handler" ? "◆" : "●";
  const size = bytes === undefined ? "" : ` ${bytes.toLocaleString("en")} B`;
  return `${cutTo(`${sign} ${oneLine(describeEntry(entry))}`, width - size.length).padEnd(width - size.length)}${size}`;
}
