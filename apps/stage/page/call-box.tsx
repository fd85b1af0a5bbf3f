import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { CallBody, ServerState, StageEvents } from "../src/contract.ts";
import { Choice } from "./choice.tsx";
import { formatNumber } from "./settings.ts";
import { calls, post, progress, results, state } from "./store.ts";
import { visible, visibleJson, visibleLine } from "./text.ts";

type Field = { type?: string; enum?: string[]; description?: string; maxLength?: number; items?: { type?: string } };
type Schema = { properties?: Record<string, Field>; required?: string[] };

const SAMPLE = `The ferry to the island leaves at eight and at noon. Tickets are sold on board, and children travel for free.
In winter there is no ferry on Sundays. Who misses the last one may call the harbour master.`;
const REVISIONS: readonly CallBody["revision"][] = ["both", "2025-11-25", "2026-07-28"];

/** Calls any tool of any server: a form of what it takes, or the whole of it as JSON. */
export function CallBox() {
  const tool = useSignal("");
  const revision = useSignal<CallBody["revision"]>("both");
  const values = useSignal<Record<string, string>>({});
  const json = useSignal<string | undefined>(undefined);
  const wrong = useSignal("");
  const servers = state.value?.servers ?? [];
  const tools = listTools(servers);
  const chosen = tools.find(({ id }) => id === tool.value) ?? tools[0];
  const running = state.value?.running ?? [];
  if (chosen === undefined) return <Down servers={servers} />;
  const { properties = {}, required = [] } = Object(chosen.inputSchema) as Schema;
  // A tool that can do without any text is called with one all the same.
  const main = [...required, ...Object.keys(properties)].find((name) => isText(properties[name]));
  const fields = Object.entries(properties).map(([name, field]) => {
    const isMain = name === main || required.includes(name);
    return { name, field, isMain, text: values.value[`${chosen.id} ${name}`] ?? defaultOf(name, field, isMain) };
  });
  const args = () =>
    Object.fromEntries(fields.flatMap(({ name, field, text }) => (text === "" ? [] : [[name, read(text, field)]])));
  const run = (event: Event) => {
    event.preventDefault();
    const given = json.value === undefined ? args() : read(json.value, { type: "object" });
    wrong.value = isRecord(given) ? "" : "This is no JSON object.";
    if (!isRecord(given)) return;
    void post("call", { server: chosen.server, tool: chosen.name, arguments: given, revision: revision.value });
  };
  const inputs = (isMain: boolean) =>
    fields
      .filter((one) => one.isMain === isMain)
      .map(({ name, field, text }) => (
        <FieldInput
          key={`${chosen.id} ${name}`}
          name={name}
          field={field}
          value={text}
          onInput={(typed) => (values.value = { ...values.value, [`${chosen.id} ${name}`]: typed })}
        />
      ));
  const optional = inputs(false);
  return (
    <form class="call-box" onSubmit={run}>
      <Choice
        label="Tool"
        value={chosen.id}
        options={tools.map(({ id }) => [id, id])}
        onChoose={(id) => {
          tool.value = id;
          json.value = undefined;
        }}
      />
      {json.value === undefined ? (
        <>
          {inputs(true)}
          {optional.length > 0 ? (
            <details>
              <summary>Options</summary>
              {optional}
            </details>
          ) : null}
        </>
      ) : (
        <label>
          Arguments
          <textarea rows={10} value={json.value} onInput={(event) => (json.value = event.currentTarget.value)} />
        </label>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={json.value !== undefined}
          onChange={() => (json.value = json.value === undefined ? JSON.stringify(args(), null, 2) : undefined)}
        />
        as JSON
      </label>
      <Choice
        label="Revision"
        value={revision.value}
        options={REVISIONS.map((one) => [one, one === "both" ? "both revisions" : one])}
        onChoose={(one) => (revision.value = one)}
      />
      <div class="actions">
        <button type="submit" class="approve" disabled={running.length > 0}>
          Call
        </button>
        {running.map(({ call }) => (
          <button key={call} type="button" class="deny" onClick={() => post("cancel", { call })}>
            Cancel
          </button>
        ))}
      </div>
      {wrong.value ? (
        <p class="beware" role="alert">
          {wrong.value}
        </p>
      ) : null}
      <Progress />
      <Results />
      <Down servers={servers} />
    </form>
  );
}

/** What is not there, and why. */
function Down({ servers }: { servers: readonly ServerState[] }) {
  if (servers.length === 0) return <p>No server.</p>;
  return servers
    .filter(({ status }) => status !== "up")
    .map(({ name, revision, status, reason = "" }) => (
      <p key={`${name} ${revision}`} class="quiet server-state">
        {visibleLine(name)} on {revision} {status === "down" ? "is down." : "is starting …"} {visibleLine(reason)}
      </p>
    ));
}

function listTools(servers: readonly ServerState[]) {
  const all = servers.flatMap(({ name: server, tools }) =>
    tools.map((tool) => ({ ...tool, server, id: `${server}/${tool.name}` })),
  );
  return all.filter((one, at) => all.findIndex(({ id }) => id === one.id) === at);
}

const isText = (field: Field | undefined) => field?.type === "string" && field.enum === undefined;

function defaultOf(name: string, { type, enum: options }: Field, isMain: boolean): string {
  if (!isMain) return "";
  if (options) return options[0] ?? "";
  if (type === "string" || type === undefined) return /lang/i.test(name) ? "German" : SAMPLE;
  if (type === "array") return "travel\nfood\nsport";
  return type === "boolean" ? "true" : "";
}

/** What was typed, as the schema wants it. What is no value of it goes as it is: the server says what is wrong. */
function read(text: string, { type, items }: Field): unknown {
  if (type === "string" || type === undefined) return text;
  if (type === "array" && items?.type === "string") return text.split("\n").filter((line) => line !== "");
  if (type === "number" || type === "integer") return Number.isNaN(Number(text)) ? text : Number(text);
  if (type === "boolean") return text === "true";
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => value instanceof Object && !Array.isArray(value);

function FieldInput(props: { name: string; field: Field; value: string; onInput: (text: string) => void }) {
  const { name, field, value, onInput } = props;
  const { type, enum: options, description, maxLength = Number.POSITIVE_INFINITY } = field;
  const choices = options ?? (type === "boolean" ? ["true", "false"] : undefined);
  const isLong = type !== "number" && type !== "integer" && (type !== "string" || maxLength > 1_000);
  const id = useId();
  const common = { id, value, title: visible(description ?? "") };
  return (
    <div class="field">
      <label for={id}>{visibleLine(name)}</label>
      {choices ? (
        <Choice {...common} options={["", ...choices].map((one) => [one, one || "–"])} onChoose={onInput} />
      ) : isLong ? (
        <textarea
          {...common}
          rows={type === "string" ? 5 : 3}
          placeholder={type === "array" ? "one a line" : type === "string" ? "" : "JSON"}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input {...common} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </div>
  );
}

function Progress() {
  if (progress.value === undefined) return null;
  const { progress: done, total, message } = progress.value;
  return (
    <p class="progress">
      <progress value={done} max={total ?? done} aria-label="progress" /> {visibleLine(message ?? "")}
    </p>
  );
}

const isDenied = (result: StageEvents["result"]) => !result.ok && result.error.code === "declined";

const describeEnd = (result: StageEvents["result"]) =>
  result.ok ? "the result" : isDenied(result) ? "denied" : `failed (${result.error.code})`;

function Results() {
  const last = results.value.at(-1)?.call;
  const isPast = state.value?.running.some(({ call }) => call !== last) && last !== undefined;
  return (
    <div aria-live="polite">
      {isPast ? <p class="quiet">previous call</p> : null}
      {results.value
        .filter(({ call }) => call === last)
        .map((result) => (
          <section
            key={result.revision}
            class={`result ${result.ok || isDenied(result) ? "" : "failed"} ${isPast ? "past" : ""}`}
            data-call={result.call}
          >
            <h3>
              {result.revision}: {describeEnd(result)}, after {formatNumber(result.ms)} ms
            </h3>
            {result.ok ? (
              <pre>{result.structuredContent ? visibleJson(result.structuredContent) : visible(result.text)}</pre>
            ) : (
              <p>
                {visible(result.error.message)} {result.error.fix ? <em>Next: {visible(result.error.fix)}</em> : null}
              </p>
            )}
          </section>
        ))}
    </div>
  );
}

/** What the session has used of what the policy allows. */
export function Meters() {
  const limits = state.value?.limits;
  if (limits === undefined) return null;
  const { tokens, costUsd, rounds } = limits;
  const rows = [
    { name: "Tokens", ...tokens, digits: 0 },
    { name: "US dollars", ...costUsd, digits: 4 },
    { name: "Rounds of the last call", used: calls.value.at(-1)?.rounds ?? 0, ...rounds, digits: 0 },
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
