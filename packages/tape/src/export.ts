import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cleanText, safeJson } from "@kit/terminal";
import { describeCall, describeEntry, listCalls, type TapeCall } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";
import type { RecordedTape } from "./read.ts";
import { cutTo } from "./show.ts";

/** A sequence diagram for Mermaid of a call; of several, as alternatives where they differ. */
export function toMermaid(calls: readonly TapeCall[]): string {
  const names = ["client", "handler as sampling handler", "model", "server"].map((name) => `participant ${name}`);
  const runs = calls.map(({ entries }) => entries.flatMap(toArrows));
  const [first = []] = runs;
  const shortest = Math.min(first.length, ...runs.map(({ length }) => length));
  const differs = (at: number) => runs.some((run) => run.at(at) !== first.at(at));
  let [before, after] = [0, 0];
  while (before < shortest && !differs(before)) before += 1;
  while (before + after < shortest && !differs(-1 - after)) after += 1;
  const alternatives = calls.flatMap(({ revision = "unknown" }, at) => [
    `${at === 0 ? "alt" : "else"} ${inMermaid(`${revision}${WHAT_IS_OPEN[revision] ?? ""}`)}`,
    ...(runs[at] ?? []).slice(before, (runs[at]?.length ?? 0) - after).map((line) => `    ${line}`),
  ]);
  const rest = [...alternatives, "end", ...first.slice(first.length - after)];
  const body = calls.length > 1 ? [...first.slice(0, before), ...rest] : first;
  return ["sequenceDiagram", ...[...names, ...body].map((line) => `    ${line}`)].join("\n");
}

const WHAT_IS_OPEN: Readonly<Record<string, string>> = {
  "2025-11-25": ": the call stays open",
  "2026-07-28": ": nothing stays open",
};

function toArrows(entry: TapeEntry): string[] {
  const { lane, direction, kind, event, questions = [] } = entry;
  const asked = questions.map((one) => `, ${direction === "to-client" ? "question" : "answer"} ${one}`);
  const label = inMermaid(
    `${describeEntry(entry).replace(/^result: | of sampling.*/, "")}${lane === "wire" ? asked.join("") : ""}`,
  );
  if (lane === "wire") {
    const arrow = kind === "response" || kind === "error" ? "-->>" : "->>";
    return [direction === "to-server" ? `client${arrow}server: ${label}` : `server${arrow}client: ${label}`];
  }
  if (lane === "gateway") return ["handler->>model: completion", `model-->>handler: ${label}`];
  if (event === "requested") return ["client->>handler: request"];
  if (event === "decided" && !isByRule(entry)) return [`Note over handler: ${label}`];
  if (event === "replied" || event === "failed") return [`handler-->>client: ${label}`];
  return [];
}

/** Whether no user was asked. */
function isByRule({ body }: TapeEntry): boolean {
  return ["yes", "auto"].includes(Object(body).decision);
}

/** What Mermaid might read as its own becomes the number of its character. */
function inMermaid(text: string): string {
  return cutTo(cleanText(text), MAX_LABEL).replace(/[^\w ./:,+-]|\bend\b/g, (odd) =>
    [...odd].map((character) => `#${character.codePointAt(0)};`).join(""),
  );
}

const MAX_LABEL = 80;

const STYLE = new URL("page.css", import.meta.url);

/** A page that holds all it needs: it opens without a network, and runs no script. What is on the tape is text in it. */
export function toHtml({ header, entries }: RecordedTape): string {
  const style = readFileSync(STYLE, "utf8");
  const hash = createHash("sha256").update(style).digest("base64");
  const calls = listCalls(entries).map((call) => `<li>${inHtml(describeCall(call))}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<title>Wire tape of ${inHtml(header.startedAt)}</title>
<style>${style}</style>
</head>
<body>
<h1>Wire tape of ${inHtml(header.startedAt)}</h1>
<ul>${calls.join("\n")}</ul>
<p>Left is the client, right the server. ◆ is the sampling handler, ● the gateway and the model. A line opens.</p>
${entries.map(toDetails).join("\n")}
</body>
</html>
`;
}

function toDetails(entry: TapeEntry): string {
  const { time, lane, direction = "", call, round, bytes, body } = entry;
  const place = [call, round].filter((number) => number !== undefined).join(".");
  const size = bytes === undefined ? "" : `${bytes.toLocaleString("en")} B`;
  const cells = [`${time.toFixed(1)} ms`, place, describeEntry(entry), size];
  const [first, second, label, last] = cells.map(inHtml);
  const summary = `<span>${first}</span><span>${second}</span><span class="label">${label}</span><span>${last}</span>`;
  const json = body === undefined ? "nothing recorded" : safeJson(body);
  return `<details class="${lane} ${direction}"><summary>${summary}</summary><pre>${inHtml(json)}</pre></details>`;
}

function inHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
