import { alignCalls, hasSameArguments, type Pair } from "@kit/tape/align";
import { describeEntry, type TapeCall } from "@kit/tape/calls";
import type { StageEvents } from "../src/contract.ts";
import { formatNumber } from "./prefs.ts";
import { calls, select, selected } from "./store.ts";
import { visibleLine } from "./text.ts";

type Entry = StageEvents["entry"];

/** What the two revisions do with a question of the server. */
const WAYS: Readonly<Record<string, { title: string; text: string }>> = {
  "2025-11-25": {
    title: "The call stays open",
    text: "The server asks in the middle of the call, and keeps it open until the answer comes. Nothing travels twice.",
  },
  "2026-07-28": {
    title: "The call ends, and comes again",
    text: "A server may not ask any more. It ends the call with its question; the client answers it, and calls again with the answer. The tool runs again from its beginning.",
  },
};

/** The last call that was made on both revisions. */
function findPair(all: readonly TapeCall[]): Pair | undefined {
  for (const other of all.toReversed()) {
    const one = all.findLast(
      (call) =>
        call.tool === other.tool && (call.revision ?? "") < (other.revision ?? "") && hasSameArguments(call, other),
    );
    if (one !== undefined) return [one, other];
  }
  return undefined;
}

/** The same call on both revisions, side by side, with what each took. */
export function Compare() {
  const pair = findPair(calls.value);
  if (pair === undefined) return <p class="empty">Call a tool on both revisions: then they stand here side by side.</p>;
  return (
    <section class="compare" aria-label="Both revisions">
      <div class="sides">
        {pair.map(({ revision = "" }) => (
          <header key={revision}>
            <h2>
              {visibleLine(revision)}: {WAYS[revision]?.title}
            </h2>
            <p>{WAYS[revision]?.text}</p>
          </header>
        ))}
      </div>
      <Charts pair={pair} />
      {alignCalls(pair).map(({ isQuestion, sides }, at) => (
        <div key={at} class={`sides ${isQuestion ? "question" : ""}`}>
          {sides.map((entries, side) => (
            <ol key={pair[side]?.call} aria-label={visibleLine(pair[side]?.revision ?? "")}>
              {entries.map((entry) => (
                <Line key={entry.seq} entry={entry} call={pair[side]} />
              ))}
            </ol>
          ))}
        </div>
      ))}
    </section>
  );
}

const SIGNS = { wire: "", handler: "◆", gateway: "●" };

function Line({ entry, call }: { entry: Entry; call: TapeCall | undefined }) {
  const sign = entry.lane === "wire" ? (entry.direction === "to-server" ? "→" : "←") : SIGNS[entry.lane];
  const twice = call && twiceIn(entry, call);
  const isOpen = entry.revision === "2025-11-25";
  return (
    <li class={isOpen ? "open" : `round ${(entry.round ?? 1) % 2 ? "odd" : "even"}`}>
      <button
        type="button"
        class={`line-button ${entry.lane} ${entry.seq === selected.value ? "selected" : ""}`}
        onClick={() => select(entry.seq)}
      >
        <span>
          {sign} {visibleLine(describeEntry(entry))}
          {twice ? <mark>{formatNumber(twice)} B travel again</mark> : null}
        </span>
        {entry.bytes === undefined ? null : <span class="bytes">{formatNumber(entry.bytes)} B</span>}
      </button>
    </li>
  );
}

/** How many bytes of a message have crossed before: the arguments of a call that comes again. */
function twiceIn({ kind, method, round = 1, body }: Entry, _call: TapeCall): number {
  if (kind !== "request" || method !== "tools/call" || round < 2) return 0;
  return new TextEncoder().encode(JSON.stringify(Object(body).arguments ?? {})).length;
}

/** How long the user has thought: that is no property of a revision. */
function userMs({ entries }: TapeCall): number {
  return entries.reduce((sum, { body }) => sum + (Number(Object(body).userMs) || 0), 0);
}

function Charts({ pair }: { pair: Pair }) {
  const rows = [
    { name: "messages", of: (call: TapeCall) => call.messages },
    { name: "rounds", of: (call: TapeCall) => call.rounds ?? 1 },
    { name: "bytes", of: (call: TapeCall) => call.bytes },
    {
      name: "bytes that travel twice",
      of: (call: TapeCall) => call.entries.reduce((sum, entry) => sum + twiceIn(entry, call), 0),
    },
    { name: "ms, without what you took", of: (call: TapeCall) => Math.max(0, call.ms - userMs(call)) },
  ];
  return (
    <div class="charts">
      {rows.map(({ name, of }) => (
        <Chart key={name} name={name} values={pair.map((call) => ({ name: call.revision ?? "?", value: of(call) }))} />
      ))}
    </div>
  );
}

function Chart({ name, values }: { name: string; values: readonly { name: string; value: number }[] }) {
  const most = Math.max(1, ...values.map(({ value }) => value));
  return (
    <figure>
      <figcaption>{name}</figcaption>
      {values.map(({ name: revision, value }, at) => (
        <div key={revision} class="bar">
          <span>{visibleLine(revision)}</span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class={at === 0 ? "one" : "other"} width={Math.max(0.5, (value / most) * 100)} height="8" />
          </svg>
          <span>{formatNumber(value)}</span>
        </div>
      ))}
    </figure>
  );
}
