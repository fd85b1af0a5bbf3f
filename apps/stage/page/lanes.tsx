import { describeEntry } from "@kit/tape/calls";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatNumber, settings } from "./settings.ts";
import { open, select, selected, selectedEntry, shown, state } from "./store.ts";
import { type Entry, isFailure, LANES, type Lane, opensCall, pathOf } from "./story.ts";
import { visibleLine } from "./text.ts";

const ROW = { normal: 36, large: 56 };
const SPARE_ROWS = 10;

/** Every message in its row, from lane to lane. Only the rows that can be seen are there. */
export function Lanes() {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(selected.value === undefined);
  const top = useSignal(0);
  const height = useSignal(600);
  const all = shown.value;
  const row = ROW[settings.value.size];
  const first = Math.max(0, Math.floor(top.value / row) - SPARE_ROWS);
  const last = Math.min(all.length, Math.ceil((top.value + height.value) / row) + SPARE_ROWS);
  const chosen = all.findIndex(({ seq }) => seq === selected.value);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);

  useEffect(() => {
    const element = box.current;
    if (chosen < 0 || element === null) return;
    const isSeen = chosen * row >= element.scrollTop && (chosen + 1) * row <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = chosen * row - element.clientHeight / 2;
  }, [chosen, row]);

  useEffect(() => {
    const element = box.current;
    if (element !== null && chosen < 0 && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [all.length, row]);

  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: HTMLElement }) => {
    // What comes moves the end away: only who scrolls back leaves it.
    if (scrollTop + clientHeight >= scrollHeight - row) isAtEnd.current = true;
    else if (scrollTop < top.value) isAtEnd.current = false;
    top.value = scrollTop;
  };
  return (
    <div class="lanes">
      <LaneHeads />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section class="rows" ref={box} tabIndex={0} onScroll={onScroll} aria-label="Messages">
        <div class="canvas" style={{ height: `${all.length * row}px` }}>
          <div class="own-side" style={{ left: `${LANES.client.at}%`, right: `${100 - LANES.user.at}%` }} />
          {Object.entries(LANES).map(([name, { at }]) => (
            <div key={name} class={`line ${name}`} style={{ left: `${at}%` }} />
          ))}
          {all.slice(first, last).map((entry, index) => (
            <Row key={entry.seq} entry={entry} top={(first + index) * row} isLast={first + index === all.length - 1} />
          ))}
        </div>
        {all.length === 0 ? <p class="empty">Nothing has crossed yet.</p> : null}
      </section>
    </div>
  );
}

function LaneHeads() {
  const { models = [], model } = state.value ?? {};
  const own = models.find(({ name }) => name === model);
  const modelRole = own ? (own.isHosted ? "wants the key" : "on this machine") : LANES.model.role;
  return (
    <header class="lane-heads">
      {Object.entries(LANES).map(([name, { at, title, role }]) => (
        <div key={name} class={`lane-head ${name}`} style={{ left: `${at}%` }}>
          <strong>{title}</strong>
          <span>
            {name === "client" ? <Key /> : null}
            {name === "model" ? modelRole : role}
          </span>
        </div>
      ))}
    </header>
  );
}

function Row({ entry, top, isLast }: { entry: Entry; top: number; isLast: boolean }) {
  const [from, to] = pathOf(entry);
  const isSelected = entry.seq === selected.value;
  const asked = selectedEntry.value?.questions ?? [];
  const isLinked = entry.questions?.some((question) => asked.includes(question)) === true;
  const states = [
    isSelected && "selected",
    isLinked && "linked",
    isFailure(entry) && "failed",
    isLast && "fresh",
    open.value.has(entry.seq) && "open",
    opensCall(entry) && "opens",
  ];
  return (
    <button
      type="button"
      class={`row ${entry.lane} ${states.filter(Boolean).join(" ")}`}
      style={{ top: `${top}px` }}
      tabIndex={-1}
      data-seq={entry.seq}
      aria-pressed={isSelected}
      onClick={() => select(isSelected ? undefined : entry.seq)}
    >
      <span class="visually-hidden">
        {entry.seq}: {LANES[from].title} to {LANES[to].title}:
      </span>
      <span class="held" style={{ left: `${LANES.server.at}%` }} />
      <Label entry={entry} />
      <Arrow from={from} to={to} isBoth={entry.event === "generated"} />
    </button>
  );
}

/** What crosses, in a few words of whoever sends it, with the questions that it asks or answers. */
export function Label({ entry, isNumbered = true }: { entry: Entry; isNumbered?: boolean }) {
  const { lane, direction, questions = [], bytes } = entry;
  const isAsking = direction === "to-client";
  return (
    <span class="label">
      <span class="words">{visibleLine(describeEntry(entry))}</span>
      {lane !== "wire"
        ? null
        : questions.map((question) => (
            <span key={question} class="question" title={isAsking ? "asks this question" : "answers this question"}>
              {isAsking ? "question" : "answer"} {isNumbered ? question : ""}
            </span>
          ))}
      {bytes === undefined ? null : <span class="bytes">{formatNumber(bytes)} B</span>}
    </span>
  );
}

function Arrow({ from, to, isBoth }: { from: Lane; to: Lane; isBoth: boolean }) {
  const [one, other] = [LANES[from].at, LANES[to].at];
  const left = Math.min(one, other);
  const way = from === to ? "stays" : one < other ? "rightwards" : "leftwards";
  const style = { left: `${left}%`, ...(from !== to && { width: `${Math.abs(one - other)}%` }) };
  return <span class={`arrow ${way} ${isBoth ? "both" : ""}`} style={style} />;
}

/** Stands where the key is. */
export function Key() {
  return (
    <svg class="key" viewBox="0 0 24 12" aria-hidden="true">
      <path d="M6 1a5 5 0 1 0 4.6 7H15v3h3V8h2v3h3V4H10.6A5 5 0 0 0 6 1Zm0 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z" />
    </svg>
  );
}
