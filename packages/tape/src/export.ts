import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cleanText, safeJson } from "@kit/terminal";
import { describeCall, describeEntry, listCalls, type TapeCall } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";
import type { RecordedTape } from "./read.ts";
import { cutTo } from "./show.ts";

/** A sequence diagram for Mermaid of a call; of several, as alternatives by their revisions. */
export function toMermaid(calls: readonly TapeCall[]): string {
  const lines = ["sequenceDiagram", "    participant client", "    participant handler as sampling handler"];
  lines.push("    participant model", "    participant server");
  if (calls.length === 1) return [...lines, ...calls.flatMap(({ entries }) => arrowsOf(entries, "    "))].join("\n");
  for (const [at, { revision = "unknown", entries }] of calls.entries()) {
    lines.push(`    ${at === 0 ? "alt" : "else"} ${inMermaid(revision)}`, ...arrowsOf(entries, "        "));
  }
  return [...lines, ...(calls.length > 0 ? ["    end"] : [])].join("\n");
}

function arrowsOf(entries: readonly TapeEntry[], indent: string): string[] {
  return entries.flatMap(toArrows).map((line) => indent + line);
}

function toArrows(entry: TapeEntry): string[] {
  const { lane, direction, kind, event } = entry;
  const label = inMermaid(describeEntry(entry));
  if (lane === "wire") {
    const arrow = kind === "response" || kind === "error" ? "-->>" : "->>";
    return [direction === "to-server" ? `client${arrow}server: ${label}` : `server${arrow}client: ${label}`];
  }
  if (lane === "gateway") return ["handler->>model: chat completion", `model-->>handler: ${label}`];
  if (event === "requested") return ["client->>handler: request"];
  if (event === "decided") return [`Note over handler: ${label}`];
  if (event === "replied" || event === "failed") return [`handler-->>client: ${label}`];
  return [];
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
