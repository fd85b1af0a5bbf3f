import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ServerState } from "../src/contract.ts";
import { formatNumber } from "./prefs.ts";
import { post, progress, results, state } from "./store.ts";
import { visible, visibleJson, visibleLine } from "./text.ts";

type Field = { type?: string; enum?: string[]; description?: string; maxLength?: number; items?: { type?: string } };
type Schema = { properties?: Record<string, Field>; required?: string[] };

const SAMPLE = `The ferry to the island leaves at eight and at noon. Tickets are sold on board, and children travel for free.
In winter there is no ferry on Sundays. Who misses the last one may call the harbour master.`;
const REVISIONS = { both: "both revisions", "2025-11-25": "2025-11-25", "2026-07-28": "2026-07-28" } as const;

/** Calls any tool of any server: a form of what it takes. */
export function CallBox() {
  const tool = useSignal("");
  const revision = useSignal<keyof typeof REVISIONS>("both");
  const values = useSignal<Record<string, string>>({});
  const servers = state.value?.servers ?? [];
  const tools = listTools(servers);
  const chosen = tools.find(({ id }) => id === tool.value) ?? tools[0];
  const running = state.value?.running ?? [];
  if (chosen === undefined) return <p>{servers.length === 0 ? "No server." : "The servers are starting …"}</p>;
  const schema = chosen.inputSchema as Schema;
  const fields = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
  const textFor = (name: string, field: Field) => values.value[name] ?? defaultOf(name, field, required.includes(name));
  const run = (event: Event) => {
    event.preventDefault();
    const args = Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const text = textFor(name, field);
        return text === "" ? [] : [[name, read(text, field)]];
      }),
    );
    void post("call", { server: chosen.server, tool: chosen.name, arguments: args, revision: revision.value });
  };
  const inputFor = ([name, field]: [string, Field]) => (
    <FieldInput
      key={`${chosen.id} ${name}`}
      name={name}
      field={field}
      value={textFor(name, field)}
      onInput={(text) => (values.value = { ...values.value, [name]: text })}
    />
  );
  return (
    <form class="call-box" onSubmit={run}>
      <label>
        Tool
        <select value={chosen.id} onChange={(event) => (tool.value = event.currentTarget.value)}>
          {tools.map(({ id }) => (
            <option key={id}>{visibleLine(id)}</option>
          ))}
        </select>
      </label>
      {fields.filter(([name]) => required.includes(name)).map(inputFor)}
      {fields.length > required.length ? (
        <details key={chosen.id}>
          <summary>Options</summary>
          {fields.filter(([name]) => !required.includes(name)).map(inputFor)}
        </details>
      ) : null}
      <label>
        Revision
        <select
          value={revision.value}
          onChange={(event) => (revision.value = event.currentTarget.value as keyof typeof REVISIONS)}
        >
          {Object.entries(REVISIONS).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <div class="actions">
        <button type="submit" class="approve" disabled={running.length > 0}>
          Call
        </button>
        {running.map((call) => (
          <button key={call} type="button" class="deny" onClick={() => post("cancel", { call })}>
            Cancel
          </button>
        ))}
      </div>
      <Progress />
      <Results />
    </form>
  );
}

function listTools(servers: readonly ServerState[]) {
  const all = servers.flatMap(({ name: server, tools }) =>
    tools.map((tool) => ({ ...tool, server, id: `${server}/${tool.name}` })),
  );
  return all.filter((one, at) => all.findIndex(({ id }) => id === one.id) === at);
}

function defaultOf(name: string, { type, enum: options }: Field, isRequired: boolean): string {
  if (!isRequired) return "";
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
        <select {...common} onChange={(event) => onInput(event.currentTarget.value)}>
          <option value="">–</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
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

function Results() {
  const last = results.value.at(-1)?.call;
  return (
    <div aria-live="polite">
      {results.value
        .filter(({ call }) => call === last)
        .map((result) => (
          <section key={result.revision} class={`result ${result.ok ? "" : "failed"}`}>
            <h3>
              {result.revision}: {result.ok ? "the result" : `failed (${result.error.code})`}, after{" "}
              {formatNumber(result.ms)} ms
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
