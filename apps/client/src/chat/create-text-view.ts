import { describeCall, fitText } from "@kit/consent";
import {
  cleanText,
  createProgressView,
  labelLines,
  oneLine,
  renderFailure,
  type Screen,
  wrapText,
} from "@kit/terminal";
import { createColors } from "picocolors";
import type { ChatEvent, ChatObserver, Sampled } from "./chat-event.ts";
import { createTextCleaner } from "./create-text-cleaner.ts";
import { createTextFlow } from "./create-text-flow.ts";
import { describeSampled } from "./describe-sampled.ts";
import { describeUsage } from "./usage.ts";

export type TextViewOptions = {
  screen: Screen;
  /** How many columns there are, and whether escape codes may be written. */
  columns: number;
  hasColor: boolean;
  isTTY: boolean;
  /** The `server/tool` of a name that the model said. */
  qualifiedName: (name: string) => string;
  /** Gets answers and what commands print, where they do not belong on the screen. Absent: they do. */
  writeResult?: ((text: string) => void) | undefined;
};

const MAX_WIDTH = 100;
const LABEL_WIDTH = 10;
const INDENT = 2;
const GUTTER = "│ ";
const MAX_CALL_LINES = 2;
const MAX_RESULT_LINES = 4;

type EventOf<Type extends ChatEvent["type"]> = Extract<ChatEvent, { type: Type }>;
type Renderers = { [Type in ChatEvent["type"]]: (event: EventOf<Type>) => void };

/** Shows a conversation: what the model and the tools say stands behind a bar, everything else is ours. */
export function createTextView(options: TextViewOptions): ChatObserver {
  const { screen, hasColor, isTTY, qualifiedName, writeResult } = options;
  const { bold, dim, red } = createColors(hasColor);
  const columns = Math.min(options.columns, MAX_WIDTH);
  const valueWidth = columns - INDENT - LABEL_WIDTH;
  const labels = { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim };
  const progress = createProgressView({ write: screen.write, isTTY, columns });
  const cleaner = createTextCleaner();
  const answer = writeResult
    ? { push: writeResult, end: () => writeResult("\n") }
    : createTextFlow(columns - GUTTER.length, dim(GUTTER), screen.write);
  let isAnswering = false;
  let sampled: Sampled[] = [];

  const say = (lines: readonly string[]) => screen.write(lines.map((line) => `${line}\n`).join(""));
  const label = (name: string, lines: readonly string[]) => say(labelLines(name, lines, labels));
  /** What a tool or a server says, as far as it fits. */
  const quote = (name: string, text: string) => {
    const lines = fitText(cleanText(text).trimEnd(), valueWidth - GUTTER.length, MAX_RESULT_LINES, "");
    const quoted = lines.map((line) => dim(GUTTER) + line);
    label(name, quoted);
  };

  function endAnswer(): void {
    if (!isAnswering) return;
    isAnswering = false;
    answer.push(cleaner.end());
    answer.end();
  }

  /** What was sampled stands under the call that it was for. */
  function endCall(): void {
    progress.end();
    for (const line of describeSampled(sampled)) label("  sampled", wrapText(line, valueWidth));
    sampled = [];
  }

  const renderers: Renderers = {
    opened({ model, models, notes, servers }) {
      const tools = Object.entries(servers).map(([server, count]) => `${count} of ${server}`);
      say([
        bold("MCP Sampling Kit: talk to a model that may call your servers' tools"),
        ...notes.flatMap((note) => wrapText(note, columns)),
        ...wrapText(
          `Model: ${oneLine(model)}${models.length > 1 ? `, one of ${models.length} (/model)` : ""}`,
          columns,
        ),
        ...wrapText(`Tools: ${oneLine(tools.join(", "))}`, columns),
        ...(writeResult ? [] : [dim("/help lists the commands. Ctrl-C stops an answer, Ctrl-D ends."), ""]),
      ]);
    },
    text({ delta }) {
      isAnswering = true;
      answer.push(cleaner.push(delta));
    },
    // The person may be asked now, and sees it there.
    "tool-chosen": () => undefined,
    "tool-called"({ tool, arguments: args }) {
      const call = describeCall({ id: 0, tool: qualifiedName(tool), arguments: args });
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
      say([dim(`  ${describeUsage(usage)} · ${(durationMs / 1000).toFixed(1)} s`), ""]),
    cancelled() {
      endCall();
      say([dim("  stopped, and forgotten: the conversation goes on from before it"), ""]);
    },
    failed({ type: _, ...failure }) {
      endCall();
      say([...wrapText(renderFailure(failure), columns).map((line) => red(line)), ""]);
    },
    told({ lines }) {
      if (writeResult) writeResult(lines.map((line) => `${line}\n`).join(""));
      else say([...lines, ""]);
    },
  };

  return (event) => {
    if (event.type !== "text") endAnswer();
    (renderers[event.type] as (event: ChatEvent) => void)(event);
  };
}
