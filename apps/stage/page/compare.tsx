import { alignCalls, hasSameArguments, type Pair } from "@kit/tape/align";
import type { TapeCall } from "@kit/tape/calls";
import { Label } from "./lanes.tsx";
import { formatNumber } from "./settings.ts";
import { asking, calls, endOf, select, selected } from "./store.ts";
import { type Entry, openDuring, opensCall } from "./story.ts";
import { sizeOfSealed } from "./text.ts";

const STORIES = {
  "2025-11-25":
    "The server asks in the middle of the call. The call stays open until the model has answered, and the tool goes on where it was.",
  "2026-07-28":
    "The server ends the call with its question. Nothing stays open. The client calls again with the answer, and the tool runs from its start.",
} as const;
const [OLD, NEW] = ["2025-11-25", "2026-07-28"] as const;

/** The same call on both revisions, side by side, and what each takes. */
export function Compare() {
  const pair = findPair(calls.value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section class="compare" tabIndex={0} aria-label="Compare">
      <div class="sides">
        {([OLD, NEW] as const).map((revision, side) => (
          <header key={revision} class={`side-${side}`}>
            <h2>
              {revision} {side === 0 ? "(most hosts today)" : "(the newest)"}
            </h2>
            <p>{STORIES[revision]}</p>
          </header>
        ))}
      </div>
      {pair ? (
        <Aligned pair={pair} />
      ) : (
        <p class="empty">
          {asking.value
            ? `The call on ${asking.value.revision} waits for you: decide on the card.`
            : "Call a tool on both revisions: what crosses stands here side by side."}
        </p>
      )}
    </section>
  );
}

function Aligned({ pair }: { pair: Pair }) {
  const open = openDuring(pair.flatMap(({ entries }) => entries));
  return (
    <>
      <Charts pair={pair} />
      {alignCalls(pair).map(({ isQuestion, sides }, at, { length }) => (
        <section key={at} class="sides">
          <h3>{isQuestion ? `Question ${at}` : at === length - 1 ? "The result" : "The call"}</h3>
          {sides.map((entries, side) => (
            <div key={side} class={`side side-${side}`}>
              {at === 0 ? <p class="ends">Server</p> : null}
              {entries.map((entry) => (
                <CompareRow key={entry.seq} entry={entry} isOpen={open.has(entry.seq)} />
              ))}
            </div>
          ))}
        </section>
      ))}
    </>
  );
}

function CompareRow({ entry, isOpen }: { entry: Entry; isOpen: boolean }) {
  const isSelected = entry.seq === selected.value;
  const { lane, direction, round = 1 } = entry;
  const isAgain = opensCall(entry) && round > 1;
  const name = `${lane} ${endOf(entry)} ${isOpen ? "open" : ""} ${opensCall(entry) ? "opens" : ""} ${isSelected ? "selected" : ""}`;
  return (
    <button
      type="button"
      class={`compare-row ${name}`}
      aria-pressed={isSelected}
      onClick={() => select(isSelected ? undefined : entry.seq)}
    >
      <span class="held" />
      <Label entry={entry} />
      {lane === "wire" ? <span class={`arrow ${direction === "to-server" ? "leftwards" : "rightwards"}`} /> : null}
      {isAgain ? (
        <span class="note">runs again from its start: {formatNumber(sentAgain(entry))} B travel twice</span>
      ) : null}
    </button>
  );
}

/** The last call of a tool that was made on both revisions with the same arguments; else the last two of a tool. */
function findPair(all: readonly TapeCall[]): Pair | undefined {
  const newest = all.filter(({ revision }) => revision === NEW).reverse();
  for (const isSame of [hasSameArguments, () => true]) {
    for (const other of newest) {
      const one = all.findLast((one) => one.revision === OLD && one.tool === other.tool && isSame(one, other));
      if (one !== undefined) return [one, other];
    }
  }
  return undefined;
}

const sizeOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? "").length;

/** How much of a call that is made again was sent before: its arguments, and the state that the server has sealed. */
function sentAgain({ body }: Entry): number {
  const { arguments: args, requestState = "" } = Object(body);
  return sizeOf(args) + sizeOfSealed(String(requestState));
}

/** How long the user has thought: that is no property of a revision. */
const thoughtMs = ({ entries }: TapeCall) =>
  entries.reduce((sum, { body }) => sum + (Number(Object(body).userMs) || 0), 0);

const again = ({ entries }: TapeCall) =>
  entries
    .filter((entry) => opensCall(entry) && (entry.round ?? 1) > 1)
    .reduce((sum, entry) => sum + sentAgain(entry), 0);

const MEASURES: readonly { name: string; of: (call: TapeCall) => number }[] = [
  { name: "messages", of: ({ messages }) => messages },
  { name: "rounds (runs of the tool)", of: ({ rounds = 1 }) => rounds },
  { name: "bytes", of: ({ bytes }) => bytes },
  { name: "bytes that travel twice", of: again },
  { name: "ms, without the time you took", of: (call) => Math.max(0, call.ms - thoughtMs(call)) },
];

function Charts({ pair }: { pair: Pair }) {
  // The first call of a connection also loads what the later ones find: its time says nothing of its revision.
  const connectionOf = ({ entries }: TapeCall) => entries[0]?.connection;
  const isFirst = pair.map((one) => calls.value.find((other) => connectionOf(other) === connectionOf(one)) === one);
  return (
    <div class="charts">
      {MEASURES.map(({ name, of }) => {
        const counts = pair.map(of);
        const most = Math.max(...counts, 1);
        return (
          <figure key={name}>
            <figcaption>{name}</figcaption>
            {counts.map((count, side) => (
              <div key={side} class={`pair ${name.startsWith("ms") && isFirst[side] ? "first" : ""}`}>
                <span>{pair[side]?.revision?.slice(0, 4)}</span>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={`side-${side}`} width={(count / most) * 100} height="10" />
                </svg>
                <strong>{formatNumber(count)}</strong>
                <small>{name.startsWith("ms") && isFirst[side] ? "first call" : ""}</small>
              </div>
            ))}
          </figure>
        );
      })}
    </div>
  );
}
