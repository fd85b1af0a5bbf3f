import { oneLine } from "@kit/terminal";
import { describeCall, describeEntry, listCalls } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";
import type { RecordedTape } from "./read.ts";

const MIN_COLUMNS = 60;
const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 120;
/** The columns of time, call and round before the lanes, and of the bytes behind them. */
const [BEFORE, BEHIND] = [16, 10];

/**
 * A sequence of two lanes, client and server, with what the handler and the gateway did; then what each call took.
 *
 * @param columns How wide the lines may be, from 60 to 120. Default: 80.
 */
export function renderTape({ header, entries }: RecordedTape, columns?: number): string[] {
  const width = widthOf(columns) - BEFORE - BEHIND;
  const names = [...new Set(entries.map(({ server }) => server))];
  const nameOf = ({ server }: TapeEntry) => (names.length > 1 ? ` @${server}` : "");
  const rows = entries.map((entry) => {
    const place = entry.round === undefined ? `${entry.call ?? ""}` : `${entry.call}.${entry.round}`;
    const asked = entry.lane === "wire" && entry.questions ? ` ${questionsText(entry.questions)}` : "";
    const label = oneLine(`${describeEntry(entry)}${asked}${nameOf(entry)}`);
    const before = `${entry.time.toFixed(1).padStart(9)} ${place.padStart(5)} `;
    if (entry.lane !== "wire") return `${before}${entry.lane === "handler" ? "◆" : "●"} ${cutTo(label, width)}`;
    return `${before}│${arrow(label, entry.direction === "to-server", width - 2)}│${bytesText(entry)}`;
  });
  const title = `${"ms".padStart(9)} ${"call".padStart(5)} client${"server".padStart(width - 6)}`;
  const recorded = `Recorded ${header.startedAt}, with ${names.join(", ") || "no server"}: ${entries.length} entries.`;
  const used = entries.some(({ lane }) => lane !== "wire") ? ["◆ sampling handler  ● gateway, and the model"] : [];
  return [
    oneLine(recorded),
    "",
    ...[title, ...rows, "", ...used],
    ...listCalls(entries).map((call) => oneLine(describeCall(call))),
  ];
}

export function widthOf(columns = DEFAULT_COLUMNS): number {
  return Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns));
}

function questionsText(questions: readonly number[]): string {
  return `#${questions.join(" #")}`;
}

/** A text cut to a width. */
export function cutTo(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function arrow(label: string, isToServer: boolean, width: number): string {
  const text = ` ${cutTo(label, width - 6)} `;
  const line = "─".repeat(Math.max(0, width - text.length - 2));
  return isToServer ? `─${text}${line}▶` : `◀${line}${text}─`;
}

function bytesText({ bytes = 0 }: TapeEntry): string {
  return `${bytes.toLocaleString("en")} B`.padStart(BEHIND);
}
