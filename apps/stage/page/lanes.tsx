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
import { type Entry, LANES, type Lane, labelOf, opensCall, pathOf, type Row as RowData } from "./story.ts";
import { visibleLine } from "./text.ts";

const ROW = { normal: 36, large: 56 };
const SPARE_ROWS = 10;
const OWN_SIDE = { left: `${LANES.client.at}%`, right: `${100 - LANES.user.at}%` };

/** Every message in its row, from lane to lane. Only the rows that can be seen are there. */
export function Lanes() {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(selected.value === undefined);
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
  }, [count, row]);

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
        <div class="canvas" style={{ height: `${count * row}px` }}>
          <div class="own-side" style={OWN_SIDE} />
          {Object.entries(LANES).map(([name, { at }]) => (
            <div
              key={name}
              class={`line ${name} ${name === "model" && !isModelAsked.value ? "unasked" : ""}`}
              style={{ left: `${at}%` }}
            />
          ))}
          {all.slice(first, last).map((data, index) => {
            const [key, at] = [`${data.kind} ${data.entry.seq}`, (first + index) * row];
            if (data.kind === "greeting")
              return <Greeting key={key} {...data} top={at} isFirst={first + index === 0} />;
            if (data.kind === "ask") return <Ask key={key} top={at} isOpen={open.value.has(data.entry.seq)} />;
            return <Row key={key} entry={data.entry} top={at} isLast={first + index === all.length - 1} />;
          })}
          {asking.value ? (
            <Ask top={all.length * row} isOpen={asking.value.revision === "2025-11-25"} isWaiting />
          ) : null}
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
      <div class="own-side" style={OWN_SIDE}>
        client side
      </div>
      {Object.entries(LANES).map(([name, { at, title, role }]) => (
        <div key={name} class={`lane-head ${name}`} style={{ left: `${at}%` }}>
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

function Row({ entry, top, isLast }: { entry: Entry; top: number; isLast: boolean }) {
  const [from, to] = pathOf(entry);
  const isSelected = entry.seq === selected.value;
  const asked = selectedEntry.value?.questions ?? [];
  const isLinked = entry.questions?.some((question) => asked.includes(question)) === true;
  const states = [
    isSelected && "selected",
    isLinked && "linked",
    endOf(entry),
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
      <Held />
      {opensCall(entry) && (entry.round ?? 1) === 1 ? <span class="held-name">call open</span> : null}
      <Label entry={entry} style={room(from, to)} />
      <Arrow from={from} to={to} isBoth={entry.event === "generated"} />
    </button>
  );
}

/** Whether a tool's call is open, at the server. */
function Held() {
  return <span class="held" style={{ left: `${LANES.server.at}%` }} />;
}

/** The user is asked: no message, but the reason why the next one takes a while. */
function Ask({ top, isOpen, isWaiting = false }: { top: number; isOpen: boolean; isWaiting?: boolean }) {
  return (
    <div class={`row handler ${isOpen ? "open" : ""} ${isWaiting ? "waiting fresh" : ""}`} style={{ top: `${top}px` }}>
      <Held />
      <span class="label" style={room("handler", "user")}>
        <span class="words">asks you</span>
      </span>
      <Arrow from="handler" to="user" isBoth={false} />
    </div>
  );
}

/** Messages that belong to no call, in one row that opens. */
function Greeting({ entry: { seq }, folded, top, isFirst }: RowData & { top: number; isFirst: boolean }) {
  const connections = new Set(folded.map(({ connection }) => connection)).size;
  const isOpen = unfolded.value.has(seq);
  const fold = () => {
    const { value } = unfolded;
    unfolded.value = isOpen ? new Set([...value].filter((one) => one !== seq)) : new Set([...value, seq]);
  };
  return (
    <button type="button" class="row greeting" style={{ top: `${top}px` }} aria-expanded={isOpen} onClick={fold}>
      <span class="label" style={room("server", "model")}>
        {isOpen ? "▾" : "▸"} {isFirst ? "greeting" : "beside the calls"}: {formatNumber(folded.length)} messages on{" "}
        {connections === 1 ? "one connection" : `${formatNumber(connections)} connections`}
      </span>
    </button>
  );
}

/** Where a label stands: above its arrow, and with the room behind it where no server speaks. */
function room(from: Lane, to: Lane) {
  const left = Math.min(LANES[from].at, LANES[to].at);
  return {
    left: `${left}%`,
    width: `${(left === LANES.server.at ? Math.max(LANES[from].at, LANES[to].at) : 100) - left}%`,
  };
}

const revisions = computed(() => new Set(shown.value.flatMap(({ revision }) => revision ?? [])).size);

/** What crosses, in a few words of whoever sends it, with the questions that it asks or answers. */
export function Label({ entry, style }: { entry: Entry; style?: { left: string; width: string } }) {
  const { lane, direction, questions = [], bytes, revision } = entry;
  const isAsking = direction === "to-client";
  return (
    <span class="label" style={style ?? {}}>
      {style && lane === "wire" && revisions.value > 1 && revision ? (
        <span class="tag">{visibleLine(revision.slice(0, 4))}</span>
      ) : null}
      <span class="words">{visibleLine(labelOf(entry))}</span>
      {lane !== "wire"
        ? null
        : questions.map((question) => (
            <span key={question} class="question" title={isAsking ? "asks this question" : "answers this question"}>
              {isAsking ? "question" : "answer"} {style ? question : ""}
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
