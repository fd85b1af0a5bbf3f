import { describeCall, describeSampled, describeUsage, fitText, type Sampled } from "@kit/consent";
import {
  cleanText,
  createProgressView,
  createTextCleaner,
  createTextFlow,
  labelLines,
  oneLine,
  renderFailure,
  type Screen,
  wrapText,
} from "@kit/terminal";
import { createColors } from "picocolors";
import type { ChatEvent, ChatObserver } from "./conversation.ts";

export type ChatViewOptions = {
  screen: Screen;
  /** How many columns there are, and whether escape codes may be written. */
  columns: number;
  hasColor: boolean;
  isTTY: boolean;
  /** Gets answers and what commands print, where they do not belong on the screen. Absent: they do. */
  writeResult?: ((text: string) => void) | undefined;
};

const MAX_WIDTH = 100;
const LABEL_WIDTH = 10;
const INDENT = 2;
const GUTTER = "│ ";
const MAX_CALL_LINES = 2;
const MAX_RESULT_LINES = 4;

type Renderers = { [Type in ChatEvent["type"]]: (event: Extract<ChatEvent, { type: Type }>) => void };

/** Shows a conversation: what the model and the tools say stands behind a bar, everything else is ours. */
export function createChatView(options: ChatViewOptions): ChatObserver {
  const { screen, hasColor, isTTY, writeResult } = options;
  const { bold, dim, red } = createColors(hasColor);
  const columns = Math.min(options.columns, MAX_WIDTH);
  const valueWidth = columns - INDENT - LABEL_WIDTH;
  const progress = createProgressView({ write: screen.write, isTTY, columns });
  const cleaner = createTextCleaner();
  const answer = writeResult
    ? { push: writeResult, end: () => writeResult("\n") }
    : createTextFlow(columns - GUTTER.length, dim(GUTTER), screen.write);
  let isAnswering = false;
  let sampled: Sampled[] = [];

  const toText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
  const say = (...lines: readonly string[]) => screen.write(toText(lines));
  const label = (name: string, lines: readonly string[]) =>
    say(...labelLines(name, lines, { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim }));
  /** What a tool or a server says, as far as it fits. */
  const quote = (name: string, text: string) => {
    const lines = fitText(cleanText(text).trimEnd(), valueWidth - GUTTER.length, MAX_RESULT_LINES, "");
    label(
      name,
      lines.map((line) => dim(GUTTER) + line),
    );
  };

  /** What was sampled stands under the call that it was for. */
  function endCall(): void {
    progress.end();
    for (const line of describeSampled(sampled)) label("  sampled", wrapText(line, valueWidth));
    sampled = [];
  }

  const renderers: Renderers = {
    opened({ model, models, notes, servers }) {
      const tools = Object.entries(servers).map(([server, count]) => `${count} of ${server}`);
      const others = models.length > 1 ? `, one of ${models.length} (/model)` : "";
      const lines = [...notes, `Model: ${oneLine(model)}${others}`, `Tools: ${oneLine(tools.join(", "))}`];
      say(
        bold("MCP Sampling Kit: talk to a model that may call your servers' tools"),
        ...lines.flatMap((line) => wrapText(line, columns)),
        ...(writeResult ? [] : [dim("/help lists the commands. Ctrl-C stops an answer, Ctrl-D ends."), ""]),
      );
    },
    text({ delta }) {
      isAnswering = true;
      answer.push(cleaner.push(delta));
    },
    // The user may be asked now, and sees it there.
    "tool-chosen": () => undefined,
    "tool-called"({ tool, arguments: args }) {
      const call = describeCall({ id: 0, tool, arguments: args });
      label("call", fitText(oneLine(cleanText(call)), valueWidth, MAX_CALL_LINES, ""));
    },
    "tool-progressed"(event) {
      if (!screen.isTaken) progress.show(event.progress);
    },
    "tool-returned"({ text }) {
      endCall();
      quote("result", text);
    },
    "tool-failed"({ message }) {
      endCall();
      quote("failed", message);
    },
    sampled: (event) => void sampled.push(event),
    answered: ({ durationMs, ...usage }) =>
      say(dim(`  ${describeUsage(usage)} · ${(durationMs / 1000).toFixed(1)} s`), ""),
    cancelled() {
      endCall();
      say(dim("  stopped, and forgotten: the conversation goes on from before it"), "");
    },
    failed({ type: _, ...failure }) {
      endCall();
      say(...wrapText(renderFailure(failure), columns).map(red), "");
    },
    told({ lines }) {
      if (writeResult) writeResult(toText(lines));
      else say(...lines, "");
    },
  };

  return (event) => {
    if (event.type !== "text" && isAnswering) {
      isAnswering = false;
      answer.push(cleaner.end());
      answer.end();
    }
    (renderers[event.type] as (event: ChatEvent) => void)(event);
  };
}
