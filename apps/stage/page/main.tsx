import { describeEntry } from "@kit/tape/calls";
import { render } from "preact";
import { CallBox } from "./call-box.tsx";
import { Card } from "./card.tsx";
import { Key, Lanes } from "./lanes.tsx";
import { cards, entries, failure, isConnected, listen, notices, post, select, selected, state } from "./store.ts";
import { formatNumber, visible, visibleJson, visibleLine } from "./text.ts";
import "./page.css";

function App() {
  const mode = state.value?.mode;
  const [card] = cards.value;
  return (
    <>
      <Top />
      <main class={mode === "live" ? "live" : ""}>
        {mode === "live" ? (
          <aside aria-label="Call a tool">
            <CallBox />
            <Meters />
          </aside>
        ) : null}
        <Lanes />
        {card ? <Card key={card.id} card={card} /> : <Detail />}
      </main>
      <div class="visually-hidden" aria-live="assertive">
        {card ? `The server ${visibleLine(card.server)} asks. Decide on the card.` : ""}
      </div>
    </>
  );
}

function Top() {
  const { mode, models = [], model, faults = [], fault } = state.value ?? {};
  return (
    <header class="top">
      <h1>Stage</h1>
      <KeySentence />
      {mode === "live" ? (
        <>
          <label>
            Model
            <select value={model} onChange={(event) => post("settings", { model: event.currentTarget.value })}>
              {models.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            What if the model
            <select
              value={fault ?? ""}
              onChange={(event) => post("settings", { fault: event.currentTarget.value || null })}
            >
              <option value="">answers</option>
              {faults.map(({ name, description }) => (
                <option key={name} value={name} title={description}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </>
      ) : null}
      {isConnected.value ? null : <p class="beware">The stage does not answer.</p>}
      {failure.value ? (
        <p class="beware" role="alert">
          {visible(failure.value.message)} {visible(failure.value.fix ?? "")}
        </p>
      ) : null}
      {notices.value.slice(-1).map((text) => (
        <p key={text}>{visibleLine(text)}</p>
      ))}
    </header>
  );
}

function KeySentence() {
  const { mode, models = [], model, servers = [] } = state.value ?? {};
  if (mode !== "live") {
    return (
      <p class="who">
        <Key /> The client holds the key of the model. The server has none: so it asks the client.
      </p>
    );
  }
  const own = models.find(({ name }) => name === model);
  const [server] = servers;
  const key = own?.holdsKey ? "The client holds the key of the model" : "The client asks the model, which needs no key";
  const names = server?.env.join(", ");
  return (
    <p class="who">
      <Key /> {key}. The server {visibleLine(server?.name ?? "")} has none
      {names ? ` (its process got only ${names})` : ""}: so it asks the client.
    </p>
  );
}

function Meters() {
  const limits = state.value?.limits;
  if (limits === undefined) return null;
  const rows = [
    { name: "Tokens", ...limits.tokens, digits: 0 },
    { name: "US dollars", ...limits.costUsd, digits: 4 },
  ];
  return (
    <dl class="meters">
      {rows.map(({ name, used, max, digits }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {formatNumber(used, digits)} {max === undefined ? "(no limit)" : `of ${formatNumber(max, digits)}`}
            {max === undefined ? null : <meter value={used} max={max} aria-label={name} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Detail() {
  const entry = entries.value.find(({ seq }) => seq === selected.value);
  if (entry === undefined) return null;
  const { body, ...rest } = entry;
  return (
    <section class="detail" aria-label="The message">
      <h2>
        {entry.seq}: {visibleLine(describeEntry(entry))}
      </h2>
      <button type="button" onClick={() => select(undefined)}>
        close
      </button>
      <p>
        {formatNumber(rest.time, 1)} ms, {rest.revision ?? ""}{" "}
        {rest.bytes === undefined ? "" : `${formatNumber(rest.bytes)} bytes`}
      </p>
      <pre>{visibleJson(body)}</pre>
    </section>
  );
}

listen();
const root = document.getElementById("app");
if (root) render(<App />, root);
