import { computed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatNumber, settings } from "./settings.ts";
import {
  asking,
  endOf,
  isModelAsked,
  open,
  rows,
  select,
  selected,
  selectedEntry,
  shown,
  state,
  unfolded,
} from "./store.ts";
import { type Entry, LANES, type Lane, labelOf, opensCall, pathOf, type Row as RowData, wayOf } from "./story.ts";
import { visibleLine } from "./text.ts";

const ROW = { normal: 36, large: 56 };
const SPARE_ROWS = 10;

/** Every message in its row, from lane to lane. Only the rows that can be seen are there. */
export function Lanes() {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(selected.value === undefined);
  const heightBefore = useRef(0);
  const top = useSignal(0);
  const height = useSignal(600);
  const all = rows.value;
  const count = all.length + (asking.value ? 1 : 0);
  const row = ROW[settings.value.size];
  const first = Math.max(0, Math.floor(top.value / row) - SPARE_ROWS);
  const last = Math.min(all.length, Math.ceil((top.value + height.value) / row) + SPARE_ROWS);
  const chosen = all.findIndex(({ kind, entry }) => kind === "message" && entry.seq === selected.value);

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
  }, [shown.value.length, asking.value, row]);

  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: HTMLElement }) => {
    // What comes moves the end away: only who scrolls back leaves it.
    if (scrollTop + clientHeight >= scrollHeight - row) isAtEnd.current = true;
    else if (scrollTop < top.value && scrollHeight === heightBefore.current) isAtEnd.current = false;
    heightBefore.current = scrollHeight;
    top.value = scrollTop;
  };
  return (
    <div class={`lanes ${isModelAsked.value ? "" : "unasked"}`}>
      <LaneHeads />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section class="rows" ref={box} tabIndex={0} onScroll={onScroll} aria-label="Messages">
        <div class="canvas" style={{ height: `${count * row}px` }}>
          <div class="own-side" />
          {Object.keys(LANES).map((name) => (
            <div key={name} class={`line ${name}`} style={`left: var(--at-${name})`} />
          ))}
          {all.slice(first, last).map((data, index) => {
            const [key, at] = [`${data.kind} ${data.entry.seq}`, (first + index) * row];
            if (data.kind === "greeting")
              return <Greeting key={key} {...data} top={at} isFirst={first + index === 0} />;
            if (data.kind === "ask")
              return <Ask key={key} top={at} name={open.value.has(data.entry.seq) ? "open" : ""} />;
            return <Row key={key} entry={data.entry} top={at} isLast={first + index === all.length - 1} />;
          })}
          {asking.value ? <Ask top={all.length * row} name={`waiting fresh on-${asking.value.revision}`} /> : null}
        </div>
        {count === 0 ? <p class="empty">Nothing has crossed yet.</p> : null}
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
      <div class="own-side">client side</div>
      {Object.entries(LANES).map(([name, { title, role }]) => (
        <div key={name} class={`lane-head ${name}`} style={`left: var(--at-${name})`}>
          <strong>{title}</strong>
          <span>
            {name === "client" ? <Key /> : null}
            {name !== "model" ? role : isModelAsked.value ? modelRole : "not asked"}
          </span>
        </div>
      ))}
    </header>
  );
}

/** Where a row stands, and between which lanes its arrow goes. */
const place = (top: number, from: Lane, to: Lane) => `top: ${top}px; --from: var(--at-${from}); --to: var(--at-${to})`;

function Row({ entry, top, isLast }: { entry: Entry; top: number; isLast: boolean }) {
  const [from, to] = pathOf(entry);
  const isSelected = entry.seq === selected.value;
  const asked = selectedEntry.value?.questions ?? [];
  const isOpening = opensCall(entry);
  const states = [
    isSelected && "selected",
    entry.questions?.some((question) => asked.includes(question)) && "linked",
    endOf(entry),
    isLast && "fresh",
    open.value.has(entry.seq) && "open",
    isOpening && "opens",
  ];
  return (
    <button
      type="button"
      class={`row ${entry.lane} ${states.filter(Boolean).join(" ")}`}
      style={place(top, from, to)}
      tabIndex={-1}
      data-seq={entry.seq}
      aria-pressed={isSelected}
      onClick={() => select(isSelected ? undefined : entry.seq)}
    >
      <span class="visually-hidden">{`${entry.seq}: ${LANES[from].title} to ${LANES[to].title}:`}</span>
      <span class="held" />
      {isOpening && (entry.round ?? 1) === 1 ? <span class="held-name">call open</span> : null}
      <Label entry={entry} isInLanes />
      <span class={`arrow ${wayOf(from, to)} ${entry.event === "generated" ? "both" : ""}`} />
    </button>
  );
}

/** The user is asked: no message, but the reason why the next one takes a while. */
function Ask({ top, name }: { top: number; name: string }) {
  return (
    <div class={`row handler ${name}`} style={place(top, "handler", "user")}>
      <span class="held" />
      <span class="label words">asks you</span>
      <span class="arrow rightwards" />
    </div>
  );
}

/** Messages that belong to no call, in one row that opens. */
function Greeting({ entry: { seq }, folded, top, isFirst }: RowData & { top: number; isFirst: boolean }) {
  const count = new Set(folded.map(({ connection }) => connection)).size;
  const isOpen = unfolded.value.includes(seq);
  const fold = () => (unfolded.value = isOpen ? unfolded.value.filter((one) => one !== seq) : [...unfolded.value, seq]);
  return (
    <button
      type="button"
      class="row greeting"
      style={place(top, "server", "model")}
      aria-expanded={isOpen}
      onClick={fold}
    >
      <span class="label">
        {isOpen ? "▾" : "▸"} {isFirst ? "greeting" : "beside the calls"}: {formatNumber(folded.length)} messages on{" "}
        {count === 1 ? "one connection" : `${formatNumber(count)} connections`}
      </span>
    </button>
  );
}

const revisions = computed(() => new Set(shown.value.flatMap(({ revision }) => revision ?? [])).size);

/** What crosses, in a few words of whoever sends it, with the questions that it asks or answers. */
export function Label({ entry, isInLanes = false }: { entry: Entry; isInLanes?: boolean }) {
  const { lane, direction, questions = [], bytes, revision } = entry;
  return (
    <span class="label">
      {isInLanes && lane === "wire" && revisions.value > 1 && revision ? (
        <span class="tag">{visibleLine(revision.slice(0, 4))}</span>
      ) : null}
      <span class="words">{visibleLine(labelOf(entry))}</span>
      {(lane === "wire" ? questions : []).map((question) => (
        <span key={question} class="question">
          {direction === "to-client" ? "question" : "answer"} {isInLanes ? question : ""}
        </span>
      ))}
      {bytes === undefined ? null : <span class="bytes">{formatNumber(bytes)} B</span>}
    </span>
  );
}

/** Stands where the key is. */
export function Key() {
  return (
    <svg class="key" viewBox="0 0 24 12" aria-hidden="true">
      <path d="M6 1a5 5 0 1 0 4.6 7H15v3h3V8h2v3h3V4H10.6A5 5 0 0 0 6 1Zm0 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z" />
    </svg>
  );
}
