import { effect, type Signal, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatNumber, isLarge, LOCALES, locale, THEMES, theme } from "./prefs.ts";
import { cursor, entries, loadFile, select, selected, shown, state, view } from "./store.ts";

const SPEEDS = [0.25, 0.5, 1, 2, 5, 20];
/** Between two messages, in milliseconds: nobody sees less, and nobody waits longer. */
const GAP_MS = { least: 30, most: 2_000 };

const speed = signal(1);
const isPlaying = signal(false);
const isHelpOpen = signal(false);

// Plays with the pauses of the recording.
let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  clearTimeout(timer);
  const at = cursor.value;
  if (!isPlaying.value || at === undefined) return;
  const [last, next] = [entries.value[at - 1], entries.value[at]];
  if (next === undefined) {
    isPlaying.value = false;
    return;
  }
  const gap = (next.time - (last?.time ?? next.time)) / speed.value;
  timer = setTimeout(() => goTo(at + 1), Math.min(GAP_MS.most, Math.max(GAP_MS.least, gap)));
});

/** Shows so many messages, the last of them chosen. Beyond the end: all, and what comes. */
function goTo(at: number): void {
  cursor.value = Math.min(entries.value.length, Math.max(0, at));
  select(entries.value[cursor.value - 1]?.seq);
}

function toggle(): void {
  if (isPlaying.value) isPlaying.value = false;
  else if (cursor.value === undefined) goTo(entries.value.length);
  else if (cursor.value >= entries.value.length) toEnd();
  else isPlaying.value = true;
}

function toEnd(): void {
  isPlaying.value = false;
  cursor.value = undefined;
  select(undefined);
}

const here = () => cursor.value ?? entries.value.length;

function step(by: number): void {
  isPlaying.value = false;
  goTo(here() + by);
}

function changeSpeed(by: number): void {
  const at = SPEEDS.indexOf(speed.value) + by;
  speed.value = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] ?? 1;
}

/** Chooses the message before or behind the chosen one, without moving the moment that is shown. */
function move(by: number): void {
  const at = shown.value.findIndex(({ seq }) => seq === selected.value);
  const next = at < 0 ? shown.value.at(by > 0 ? 0 : -1) : shown.value[at + by];
  if (next !== undefined) select(next.seq);
}

const KEYS: readonly { keys: string[]; help: string; does: () => void }[] = [
  { keys: [" ", "p"], help: "pause, or play on", does: toggle },
  { keys: ["ArrowRight", "n"], help: "one message on", does: () => step(1) },
  { keys: ["ArrowLeft", "b"], help: "one message back", does: () => step(-1) },
  { keys: ["Home"], help: "to the beginning", does: () => step(Number.NEGATIVE_INFINITY) },
  { keys: ["End"], help: "to the end, and on with what comes", does: toEnd },
  { keys: ["j"], help: "choose the next message", does: () => move(1) },
  { keys: ["k"], help: "choose the message before", does: () => move(-1) },
  { keys: ["+"], help: "faster", does: () => changeSpeed(1) },
  { keys: ["-"], help: "slower", does: () => changeSpeed(-1) },
  {
    keys: ["c"],
    help: "compare the revisions, or back to the lanes",
    does: () => {
      view.value = view.value === "lanes" ? "compare" : "lanes";
    },
  },
  {
    keys: ["l"],
    help: "large, for a room",
    does: () => {
      isLarge.value = !isLarge.value;
    },
  },
  {
    keys: ["d"],
    help: "light or dark",
    does: () => {
      theme.value = matchMedia("(prefers-color-scheme: dark)").matches === (theme.value === "auto") ? "light" : "dark";
    },
  },
  { keys: ["Escape"], help: "close the message", does: () => select(undefined) },
  {
    keys: ["?"],
    help: "these keys",
    does: () => {
      isHelpOpen.value = !isHelpOpen.value;
    },
  },
];

addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return;
  // Who types, types; a button's own keys are its own; on a card no key plays.
  if (target.closest("input, select, textarea, [role=alertdialog], dialog")) return;
  if (key === " " && target.closest("button, a, label")) return;
  const does = KEYS.find(({ keys }) => keys.includes(key))?.does;
  if (does === undefined) return;
  event.preventDefault();
  does();
});

/** What a presenter holds: play, step, speed, where we are, a tape from a file. */
export function Presenter() {
  const file = useRef<HTMLInputElement>(null);
  const count = entries.value.length;
  const isLive = cursor.value === undefined;
  return (
    <footer class="presenter">
      <button type="button" onClick={() => step(-1)} disabled={here() === 0} aria-label="one message back">
        ◀
      </button>
      <button type="button" onClick={toggle} disabled={count === 0}>
        {isPlaying.value || isLive ? "Pause" : "Play"}
      </button>
      <button type="button" onClick={() => step(1)} disabled={isLive || here() === count} aria-label="one message on">
        ▶
      </button>
      <input
        type="range"
        aria-label="moment"
        min={0}
        max={count}
        value={here()}
        onInput={(event) => goTo(Number(event.currentTarget.value))}
      />
      <span class="moment">
        {formatNumber(here())} of {formatNumber(count)}
        {isLive && state.value?.mode !== "replay" ? ", live" : ""}
      </span>
      <label>
        Speed
        <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {formatNumber(one, 2)} ×
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => file.current?.click()}>
        Open a tape
      </button>
      <input
        ref={file}
        type="file"
        hidden
        onChange={({ currentTarget: { files } }) => files?.[0] && void loadFile(files[0])}
      />
      <a href="api/tape" download>
        Save the tape
      </a>
      <button type="button" onClick={() => (isHelpOpen.value = true)}>
        Keys and looks <kbd>?</kbd>
      </button>
      {isHelpOpen.value ? <Help /> : null}
    </footer>
  );
}

function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys" onClose={() => (isHelpOpen.value = false)}>
      <h2 id="keys">Keys and looks</h2>
      <dl class="keys">
        {KEYS.map(({ keys, help }) => (
          <div key={help}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key === " " ? "Space" : key.replace("Arrow", "")}</kbd>
              ))}
            </dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="looks">
        <Choice title="Colours" chosen={theme} options={THEMES} />
        <Choice title="Numbers" chosen={locale} options={LOCALES} />
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}

function Choice(props: { title: string; chosen: Signal<string>; options: Readonly<Record<string, string>> }) {
  const { title, chosen, options } = props;
  return (
    <label>
      {title}
      <select value={chosen.value} onChange={(event) => (chosen.value = event.currentTarget.value)}>
        {Object.entries(options).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
