import { listCalls } from "@kit/tape/calls";
import type { Failure } from "@kit/terminal";
import { batch, computed, signal } from "@preact/signals";
import type { Card, CardBody, LoadedTape, StageEvents, State } from "../src/contract.ts";
import { isDenial, isFailure, openDuring, rowsOf } from "./story.ts";

type Entry = StageEvents["entry"];
type Result = StageEvents["result"];

/** Everything that the page knows. */
export const state = signal<State | undefined>(undefined);
export const entries = signal<readonly Entry[]>([]);
export const cards = signal<readonly Card[]>([]);
export const results = signal<readonly Result[]>([]);
export const progress = signal<StageEvents["progress"] | undefined>(undefined);
export const notices = signal<readonly string[]>([]);
export const isConnected = signal(true);
/** What went wrong with the last thing that the user did. */
export const failure = signal<Failure | undefined>(undefined);
/** The entry that is shown whole, by its number. */
export const selected = signal<number | undefined>(readAddress());
/** So many entries are shown. Undefined: all, and what comes. */
export const cursor = signal<number | undefined>(undefined);
export const view = signal<"messages" | "compare">("messages");

export const shown = computed(() =>
  cursor.value === undefined ? entries.value : entries.value.slice(0, cursor.value),
);
export const calls = computed(() => listCalls(shown.value));
export const open = computed(() => openDuring(shown.value));
const denied = computed(() => new Set(shown.value.filter(isDenial).map(({ call }) => call)));
/** How an entry ends: what follows on the user's own denial is no failure. */
export const endOf = (entry: Entry) =>
  !isFailure(entry) ? "" : denied.value.has(entry.call) && entry.lane !== "gateway" ? "denied" : "failed";
/** Whether the model was asked in the last call. */
export const isModelAsked = computed(() => calls.value.at(-1)?.entries.some(({ lane }) => lane === "gateway"));
/** The greetings that are unfolded, each by the number of its first message. */
export const unfolded = signal<readonly number[]>([]);
export const rows = computed(() =>
  rowsOf(shown.value, (folded) =>
    folded.some(({ seq }, at) => seq === selected.value || (at === 0 && unfolded.value.includes(seq))),
  ),
);
/** The card that is asked about, where the page shows what comes. */
export const asking = computed(() => (cursor.value === undefined ? cards.value[0] : undefined));
export const selectedEntry = computed(() => entries.value.find(({ seq }) => seq === selected.value));

const source = new EventSource("api/events");

/** Hears the server's events, and those that it missed when it comes back. */
export function listen(): void {
  const on = <N extends keyof StageEvents>(name: N, hear: (data: StageEvents[N]) => void) =>
    source.addEventListener(name, (event) => hear(JSON.parse((event as MessageEvent<string>).data)));
  // Entries come by the thousand: they are shown together.
  let due: Entry[] = [];
  const flush = () => {
    entries.value = [...entries.value, ...due];
    due = [];
  };
  source.addEventListener("open", () => (isConnected.value = true));
  source.addEventListener("error", () => (isConnected.value = false));
  on("entry", (entry) => {
    if (due.length === 0) setTimeout(flush);
    due.push(entry);
  });
  on("state", (data) => (state.value = data));
  on("card", (card) => {
    const isKnown = cards.value.some(({ id }) => id === card.id);
    cards.value = isKnown ? cards.value.map((one) => (one.id === card.id ? card : one)) : [...cards.value, card];
  });
  on("card-closed", ({ id }) => {
    cards.value = cards.value.filter((card) => card.id !== id);
  });
  on("progress", (data) => (progress.value = data));
  on("result", (result) => {
    batch(() => {
      progress.value = undefined;
      // It tells what was to be told.
      notices.value = [];
      results.value = [...results.value, result];
    });
  });
  on("notice", ({ text }) => {
    notices.value = [...notices.value, text].slice(-5);
  });
  addEventListener("hashchange", () => (selected.value = readAddress()));
}

/** Asks the server. What it refuses is shown, and undefined. */
export async function post<T>(path: string, body: unknown): Promise<T | undefined> {
  const headers = { "content-type": "application/json" };
  return answerOf(fetch(`api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answerOf<T>(asked: Promise<Response>): Promise<T | undefined> {
  failure.value = undefined;
  try {
    const response = await asked;
    const answer = await response.json();
    if (response.ok) return answer;
    failure.value = (answer as { error: Failure }).error;
  } catch {
    failure.value = { code: "unreachable", message: "The stage does not answer. Is it still running?" };
  }
  return undefined;
}

export const decide = (id: string, body: CardBody) => post(`cards/${id}`, body);

/** Shows a recorded tape in place of what is live, until the page is loaded again. */
export async function loadFile(file: File): Promise<void> {
  const tape = await answerOf<LoadedTape>(fetch("api/tape", { method: "PUT", body: file }));
  if (tape === undefined) return;
  source.close();
  batch(() => {
    if (state.value) state.value = { ...state.value, mode: "replay" };
    entries.value = tape.entries;
    cards.value = [];
    notices.value = [...tape.notices, "This is the file. Load the page again for what it showed before."];
    cursor.value = undefined;
    select(undefined);
  });
}

/** Shows an entry, and puts it into the address. */
export function select(seq: number | undefined): void {
  selected.value = seq;
  history.replaceState(null, "", seq === undefined ? location.pathname : `#m=${seq}`);
}

function readAddress(): number | undefined {
  return Number(/^#m=(\d+)$/.exec(location.hash)?.[1]) || undefined;
}
