import { Choice } from "./choice.tsx";
import { goLive, goTo, isPlaying, KEYS, playOrPause, SPEEDS, speed, step } from "./player.ts";
import { formatNumber, settings, toggle } from "./settings.ts";
import { cards, cursor, entries, loadFile, selectedEntry, shown, state, view } from "./store.ts";
import { explain } from "./story.ts";

const WAITING = {
  "2025-11-25": "Meanwhile the server waits, and its call stays open.",
  "2026-07-28": "Meanwhile nothing stays open: the client will call again.",
};

/** What the message that is shown means, in a sentence of ours. */
export function Caption() {
  const entry = selectedEntry.value ?? shown.value.at(-1);
  const [card] = cards.value;
  return (
    <p class="caption" aria-live={selectedEntry.value ? "polite" : "off"}>
      {card !== undefined && cursor.value === undefined && selectedEntry.value === undefined
        ? `Your turn: decide on the card. ${WAITING[card.revision]}`
        : entry === undefined
          ? "Call a tool: what crosses between server, client and model shows here."
          : explain(entry)}
    </p>
  );
}

/** Plays, pauses and steps; and how the page looks. */
export function Bar() {
  const [count, all] = [shown.value.length, entries.value.length];
  const isPaused = cursor.value !== undefined && !isPlaying.value;
  const isReplay = state.value?.mode === "replay";
  const { theme, size, numbers } = settings.value;
  return (
    <footer class="bar">
      <div>
        {(["messages", "compare"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={view.value === name} onClick={() => (view.value = name)}>
            {name === "compare" ? "Compare" : "Messages"}
          </button>
        ))}
      </div>
      <div>
        <button type="button" aria-label="one message back" disabled={count === 0} onClick={() => step(-1)}>
          ‹
        </button>
        <button type="button" class="play" onClick={playOrPause}>
          {isPlaying.value || (!isPaused && !isReplay) ? "Pause" : "Play"}
        </button>
        <button type="button" aria-label="one message on" disabled={count === all} onClick={() => step(1)}>
          ›
        </button>
        <input
          type="range"
          aria-label="Position"
          min={0}
          max={all}
          value={count}
          onInput={(event) => goTo(event.currentTarget.valueAsNumber)}
        />
        <output>
          {formatNumber(count)} of {formatNumber(all)}
        </output>
        <Choice
          aria-label="Speed"
          value={String(speed.value)}
          options={SPEEDS.map((one) => [String(one), `${formatNumber(one, 1)} a second`])}
          onChoose={(one) => (speed.value = Number(one))}
        />
        {isReplay || (cursor.value === undefined && !isPlaying.value) ? null : (
          <button type="button" onClick={goLive}>
            Live
          </button>
        )}
      </div>
      <div>
        <a class="button" href="api/tape" download="stage.ndjson">
          Save tape
        </a>
        <label class="button">
          Load tape
          <input
            type="file"
            class="visually-hidden"
            onChange={({ currentTarget: { files } }) => files?.[0] && loadFile(files[0])}
          />
        </label>
        <button type="button" aria-pressed={size === "large"} onClick={() => toggle("size")}>
          Large
        </button>
        <button type="button" aria-pressed={theme === "dark"} onClick={() => toggle("theme")}>
          Dark
        </button>
        <button type="button" title={formatNumber(1234.5, 1)} onClick={() => toggle("numbers")}>
          Numbers: {numbers === "de" ? "German" : "English"}
        </button>
        <button type="button" aria-label="Keys" popovertarget="keys">
          ?
        </button>
      </div>
      <Help />
    </footer>
  );
}

const nameOf = (key: string) => (key === " " ? "space" : key.replace(/^Arrow/, ""));

function Help() {
  return (
    <dialog id="keys" popover="auto" aria-labelledby="help">
      <h2 id="help">Keys</h2>
      <dl class="keys">
        {KEYS.map(({ keys, help }) => (
          <div key={help}>
            <dt>
              <kbd>{keys.map(nameOf).join(" ")}</kbd>
            </dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
      <p>The address names the message that is open: send it to show a moment.</p>
    </dialog>
  );
}
