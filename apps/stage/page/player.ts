import { effect, signal } from "@preact/signals";
import { toggle } from "./settings.ts";
import { cards, cursor, entries, select, selected, shown, state, view } from "./store.ts";

/** Whether the messages are played one by one. */
export const isPlaying = signal(false);
/** Messages in a second. */
export const speed = signal(1);
export const SPEEDS = [0.5, 1, 2, 4, 8, 16];

/** Shows so many messages. At the end of what is live, it goes on as it comes. */
export function goTo(count: number): void {
  const most = entries.value.length;
  const isEnd = count >= most;
  cursor.value =
    isEnd && (isPlaying.value || state.value?.mode !== "live") ? undefined : Math.max(0, Math.min(count, most));
  if (isEnd) isPlaying.value = false;
}

/** Shows more or fewer, and pauses. */
export function step(by: number): void {
  isPlaying.value = false;
  select(undefined);
  goTo(shown.value.length + by);
}

/** Live: holds what comes, and plays it later. Of a tape at its end: plays it from its beginning. */
export function playOrPause(): void {
  if (isPlaying.value || (cursor.value === undefined && state.value?.mode !== "replay")) {
    cursor.value = shown.value.length;
    isPlaying.value = false;
    return;
  }
  select(undefined);
  cursor.value ??= 0;
  isPlaying.value = true;
}

export function goLive(): void {
  isPlaying.value = false;
  cursor.value = undefined;
  select(undefined);
}

function changeSpeed(by: number): void {
  speed.value = SPEEDS[SPEEDS.indexOf(speed.value) + by] ?? speed.value;
}

/** Selects the message before or behind the one that is selected. */
function selectNext(by: number): void {
  const all = shown.value;
  const at = all.findIndex(({ seq }) => seq === selected.value);
  const next = all[at < 0 ? all.length - 1 : at + by];
  if (next) select(next.seq);
}

/** What each key does, as the help tells it. */
export const KEYS: readonly { keys: readonly string[]; help: string; does: () => void }[] = [
  { keys: ["p", " "], help: "play or pause", does: playOrPause },
  { keys: ["ArrowRight"], help: "one message on", does: () => step(1) },
  { keys: ["ArrowLeft"], help: "one message back", does: () => step(-1) },
  { keys: ["Home"], help: "to the beginning", does: () => step(Number.NEGATIVE_INFINITY) },
  { keys: ["End"], help: "to the end, and on with what comes", does: goLive },
  { keys: ["+"], help: "faster", does: () => changeSpeed(1) },
  { keys: ["-"], help: "slower", does: () => changeSpeed(-1) },
  { keys: ["ArrowDown"], help: "open the next message", does: () => selectNext(1) },
  { keys: ["ArrowUp"], help: "open the message before", does: () => selectNext(-1) },
  { keys: ["Escape"], help: "close the message", does: () => select(undefined) },
  {
    keys: ["c"],
    help: "compare the revisions, and back",
    does: () => (view.value = view.value === "compare" ? "messages" : "compare"),
  },
  { keys: ["l"], help: "larger, for the back of a room", does: () => toggle("size") },
  { keys: ["d"], help: "dark or light", does: () => toggle("theme") },
  { keys: ["n"], help: "German or English numbers", does: () => toggle("numbers") },
  { keys: ["?"], help: "this help", does: () => document.getElementById("keys")?.togglePopover() },
];

/** Keys work wherever nothing is typed or chosen. On a card none does: there, only what the user means counts. */
function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isModified || target.closest("input, select, textarea, .card")) return;
  if (event.key === " " && target.closest("button, summary")) return;
  const key = KEYS.find(({ keys }) => keys.includes(event.key));
  if (key === undefined) return;
  if (event.key !== "Escape") event.preventDefault(); // it closes the help, too
  key.does();
}

export function startPlayer(): void {
  addEventListener("keydown", onKey);
  effect(() => {
    if (!isPlaying.value) return;
    // A card waits for the user, not the user for the messages before it.
    const pace = cards.value.length > 0 ? Math.max(8, speed.value) : speed.value;
    const timer = setInterval(() => goTo(shown.peek().length + 1), 1_000 / pace);
    return () => clearInterval(timer);
  });
}
