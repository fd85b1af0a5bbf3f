import { describeEntry } from "@kit/tape/calls";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { StageEvents } from "../src/contract.ts";
import { formatNumber, isLarge } from "./prefs.ts";
import { cursor, select, selected, shown, state } from "./store.ts";
import { visibleLine } from "./text.ts";

type Entry = StageEvents["entry"];
type Lane = "server" | "client" | "handler" | "user" | "model";

/** Where each lane stands, in percent of the width. What crosses the wire has the most to say. */
const LANES: Readonly<Record<Lane, { at: number; title: string; role: string }>> = {
  server: { at: 4, title: "Server", role: "has the tool, and no key" },
  client: { at: 42, title: "Client", role: "holds the key" },
  handler: { at: 60, title: "Sampling handler", role: "part of the client" },
  user: { at: 77, title: "You", role: "may say no" },
  model: { at: 95, title: "Model", role: "answers the client only" },
};

const USER_DECIDED = ["once", "session", "always", "refused", "answer_refused"];

/** Between which lanes an entry travels; of one lane, it stays there. */
function pathOf({ lane, direction, event, body }: Entry): readonly [Lane, Lane] {
  if (lane === "wire") return direction === "to-server" ? ["client", "server"] : ["server", "client"];
  if (lane === "gateway") return ["model", "handler"];
  if (event === "requested") return ["client", "handler"];
  if (event === "replied" || event === "failed") return ["handler", "client"];
  if (event === "decided" && USER_DECIDED.includes(Object(body).decision)) return ["user", "handler"];
  return ["handler", "handler"];
}

const ROW = { normal: 40, large: 60 };
const SPARE_ROWS = 10;

/** Every message in its row, from lane to lane. Only the rows that can be seen are there. */
export function Lanes() {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const all = shown.value;
  const row = isLarge.value ? ROW.large : ROW.normal;
  const first = Math.max(0, Math.floor(top.value / row) - SPARE_ROWS);
  const last = Math.min(all.length, Math.ceil((top.value + height.value) / row) + SPARE_ROWS);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);

  const chosen = selected.value;
  useEffect(() => {
    const at = all.findIndex(({ seq }) => seq === chosen);
    const element = box.current;
    if (at < 0 || element === null) return;
    const isSeen = at * row >= element.scrollTop && (at + 1) * row <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = at * row - element.clientHeight / 2;
  }, [chosen, all.length === 0, row]);

  useEffect(() => {
    const element = box.current;
    if (element !== null && (chosen === undefined || cursor.value !== undefined)) element.scrollTop = all.length * row;
  }, [all.length]);

  const questions = all.find(({ seq }) => seq === chosen)?.questions ?? [];
  return (
    <section class="lanes" aria-label="What crosses">
      <header>
        {Object.entries(LANES).map(([name, { at, title, role }]) => (
          <div key={name} class={`lane-head ${name}`} style={{ left: `${at}%` }}>
            <strong>
              {name === "client" ? <Key /> : null}
              {title}
            </strong>
            <span>
              {name === "model" && state.value?.model ? visibleLine(state.value.fault ?? state.value.model) : role}
            </span>
          </div>
        ))}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div class="rows" ref={box} tabIndex={0} onScroll={(event) => (top.value = event.currentTarget.scrollTop)}>
        <div class="canvas" style={{ height: `${all.length * row}px` }}>
          <div class="band" style={{ left: `${LANES.client.at}%`, width: `${LANES.user.at - LANES.client.at}%` }} />
          {Object.entries(LANES).map(([name, { at }]) => (
            <div key={name} class={`line ${name}`} style={{ left: `${at}%` }} />
          ))}
          {all.slice(first, last).map((entry, index) => (
            <Row
              key={entry.seq}
              entry={entry}
              top={(first + index) * row}
              isSelected={entry.seq === chosen}
              isLinked={entry.questions?.some((question) => questions.includes(question)) === true}
            />
          ))}
        </div>
        {all.length === 0 ? <p class="empty">Nothing has crossed yet. Call a tool.</p> : null}
      </div>
    </section>
  );
}

function Row(props: { entry: Entry; top: number; isSelected: boolean; isLinked: boolean }) {
  const { entry, top, isSelected, isLinked } = props;
  const [from, to] = pathOf(entry);
  const [left, right] = [LANES[from].at, LANES[to].at].sort((one, other) => one - other) as [number, number];
  const isError = entry.kind === "error" || entry.event === "failed" || Object(entry.body).error !== undefined;
  const way = from === to ? "stays" : LANES[from].at < LANES[to].at ? "rightwards" : "leftwards";
  const style = from === to ? { left: `${left}%` } : { left: `${left}%`, width: `${right - left}%` };
  const name = `message ${entry.lane} ${way} ${isError ? "error" : ""} ${entry.event === "generated" ? "both" : ""}`;
  const asked = entry.lane === "wire" && entry.questions ? ` #${entry.questions.join(" #")}` : "";
  return (
    <button
      type="button"
      class={`row ${isSelected ? "selected" : ""} ${isLinked ? "linked" : ""}`}
      style={{ top: `${top}px` }}
      aria-label={`${entry.seq}: ${from} to ${to}: ${visibleLine(describeEntry(entry))}`}
      aria-pressed={isSelected}
      onClick={() => select(isSelected ? undefined : entry.seq)}
    >
      <span class={name} style={style}>
        <span class="label">
          {visibleLine(describeEntry(entry))}
          {asked}
        </span>
        {entry.bytes === undefined ? null : <span class="bytes">{formatNumber(entry.bytes)} B</span>}
      </span>
    </button>
  );
}

/** Stands where the key is. */
export function Key() {
  return (
    <svg class="key" viewBox="0 0 24 12" role="img" aria-label="holds the key">
      <title>holds the key</title>
      <path d="M6 1a5 5 0 1 0 4.6 7H15v3h3V8h2v3h3V4H10.6A5 5 0 0 0 6 1Zm0 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z" />
    </svg>
  );
}
