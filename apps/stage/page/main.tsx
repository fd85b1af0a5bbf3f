import { render } from "preact";
import { Bar, Caption } from "./bar.tsx";
import { CallBox, Meters } from "./call-box.tsx";
import { Card } from "./card.tsx";
import { Choice } from "./choice.tsx";
import { Compare } from "./compare.tsx";
import { Key, Lanes } from "./lanes.tsx";
import { startPlayer } from "./player.ts";
import { formatNumber } from "./settings.ts";
import { cards, failure, isConnected, listen, notices, post, select, selectedEntry, state, view } from "./store.ts";
import { labelOf } from "./story.ts";
import { visible, visibleJson, visibleLine } from "./text.ts";
import "./page.css";

function App() {
  const isLive = state.value?.mode === "live";
  const [card] = cards.value;
  return (
    <>
      <Top />
      <main>
        {isLive ? (
          <aside aria-label="Call a tool">
            <CallBox />
            <Meters />
          </aside>
        ) : null}
        <div class="middle">
          {view.value === "compare" ? <Compare /> : <Lanes />}
          {view.value === "messages" || selectedEntry.value ? <Caption /> : null}
        </div>
        {card ? <Card key={card.id} card={card} /> : <Detail />}
      </main>
      <Bar />
      <div class="visually-hidden" aria-live="assertive">
        {card ? `A server asks: ${visibleLine(card.server)}. Decide on the card.` : ""}
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
          <Choice
            label="Model"
            value={model}
            options={models.map(({ name }) => [name, name])}
            onChoose={(chosen) => post("settings", { model: chosen })}
          />
          <Choice
            label="What if the model"
            class={fault ? "beware" : ""}
            value={fault ?? ""}
            options={[["", "answers"], ...faults.map(({ name, description }) => [name, name, description] as const)]}
            onChoose={(chosen) => post("settings", { fault: chosen || null })}
          />
        </>
      ) : null}
      {isConnected.value ? null : (
        <p class="beware" role="alert">
          The stage does not answer. The page tries again.
        </p>
      )}
      {failure.value ? (
        <p class="beware" role="alert">
          {visible(failure.value.message)} {visible(failure.value.fix ?? "")}
        </p>
      ) : null}
      {notices.value.slice(-1).map((text) => (
        <p key={text} class="notice">
          {visibleLine(text)}
        </p>
      ))}
    </header>
  );
}

/** Who holds the key, at all times. */
function KeySentence() {
  const { mode, models = [], model, servers = [] } = state.value ?? {};
  const own = models.find(({ name }) => name === model);
  const names = servers[0]?.env.join(", ");
  const told = [
    own?.holdsKey === false && "The model here is a stand-in that needs no key.",
    names && `The server's environment holds no key: ${names}.`,
  ];
  const recorded = mode === "follow" ? "A tape that is being recorded." : "A recorded tape.";
  return (
    <div class="who">
      <p>
        <Key /> The client holds the key to the model. The server has no key: it must ask the client, and you decide.
      </p>
      <p class="quiet">{mode === "live" ? told.filter(Boolean).join(" ") : recorded}</p>
    </div>
  );
}

function Detail() {
  const entry = selectedEntry.value;
  if (entry === undefined) return null;
  const { seq, time, revision = "", bytes, call, round, body } = entry;
  const facts = [
    `${formatNumber(time, 1)} ms`,
    visibleLine(revision),
    bytes === undefined ? "" : `${formatNumber(bytes)} bytes`,
    call === undefined ? "" : `call ${call}`,
    round === undefined ? "" : `round ${round}`,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section class="detail" aria-label="The message" tabIndex={0}>
      <header>
        <h2>
          {seq}: {visibleLine(labelOf(entry))}
        </h2>
        <button type="button" onClick={() => select(undefined)}>
          Close
        </button>
      </header>
      <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <pre>{visibleJson(body)}</pre>
    </section>
  );
}

listen();
startPlayer();
const root = document.getElementById("app");
if (root) render(<App />, root);
