import { readFileSync } from "node:fs";
import type { ReadStream, WriteStream } from "node:tty";
import { safeJson } from "./clean-text.ts";
import { asTyped, describeCauses, EXIT_CODES, type Failure, renderFailure, toFailure, UsageError } from "./failures.ts";
import type { Excerpt } from "./files.ts";
import { waitForEnter } from "./prompts.ts";
import { createTextStyle, type Exchange } from "./text-style.ts";

export type LessonValues = Readonly<Record<string, string | number>>;

/** What a step has to show, in this order. */
export type Shown = {
  /** Lines that are shown as they are. */
  card?: readonly string[];
  /** What was done, in order. */
  did?: readonly string[];
  wire?: readonly Exchange[];
  code?: Excerpt;
  rows?: readonly Readonly<Record<string, string | number>>[];
  facts?: Readonly<Record<string, string>>;
};

/** Tells a lesson, act by act and step by step, to a user or to a program. */
export type Lesson = {
  reader: { input: ReadStream; output: WriteStream } | undefined;
  act(name: string, values?: LessonValues): Promise<void>;
  step(name: string, shown?: Shown, values?: LessonValues): Promise<void>;
  cross(exchange: Exchange): void;
  /** Waits until the user wants to go on, then does the work, and meanwhile says what it is. Absent: says nothing. */
  run<T>(work: () => Promise<T>, what?: string): Promise<T>;
  /** Says why it cannot go on, with what stands behind that on stderr, and sets the exit code. */
  failed(error: unknown): Promise<void>;
};

/**
 * Reads the texts of a lesson from Markdown: an act is `# name: Title`, a step `## name: Title`; what stands behind a
 * rule of three dashes is said below what the step shows. The kit's commands stand there as the user types them.
 */
function readTexts(file: URL) {
  const sections = readFileSync(file, "utf8").split(/^#+ /m).slice(1);
  const texts = new Map(
    sections.map((section) => {
      const [head = "", ...rest] = section.split("\n");
      const [name = "", title = ""] = head.split(": ");
      return [name, [title, ...rest.join("\n").split("\n---\n")]];
    }),
  );
  return (name: string, values: LessonValues = {}) => {
    const fill = (text: string) =>
      text.replace(/\{(\w+)\}/g, (_, word: string) => {
        const value = values[word];
        if (value === undefined) throw new Error(`${name} in the lesson lacks {${word}}.`);
        return value.toLocaleString("en");
      });
    const [title, above, below] = (texts.get(name) ?? []).map((text) => asTyped(fill(text)));
    if (title === undefined) throw new Error(`The lesson has no ${name}.`);
    return { title, above: toParagraphs(above), below: toParagraphs(below) };
  };
}

function fail(error: unknown): Failure {
  process.exitCode = error instanceof UsageError ? EXIT_CODES.usage : EXIT_CODES.failed;
  for (const line of describeCauses(error)) console.error(line);
  return toFailure(error);
}

function toParagraphs(text = ""): string[] {
  const parts = text.split(/\n\n|\n(?=- )/).map((part) => part.trim().replaceAll("\n", " "));
  return parts.filter((part) => part !== "");
}

/** One JSON object on stdout for each act, step and message. */
export function createJsonLesson(file: URL): Lesson {
  const texts = readTexts(file);
  const print = (step: string, data: object) => console.log(safeJson({ step, ...data }, 0));
  return {
    reader: undefined,
    act: async (name, values) => print("act", { act: name, title: texts(name, values).title }),
    // Its messages were printed as they crossed.
    step: async (name, { wire: _, ...shown } = {}, values) => print(name, { ...texts(name, values), ...shown }),
    cross: ({ folded: _, ...exchange }) => print("message", exchange),
    run: (work) => work(),
    failed: async (error) => print("failed", fail(error)),
  };
}

export type TextLessonOptions = {
  hasColor: boolean;
  isPaced: boolean;
  hasWire: boolean;
  signal: AbortSignal;
};

const PROMPT_ROWS = 2;
const DEFAULT_ROWS = 24;
const CLEAR_LINE = "\r\u001b[2K";

/** Text on stdout: a screen at a time if a user reads along. Waiting rejects on Ctrl-C, which goes on to the process. */
export function createTextLesson(file: URL, { hasColor, isPaced, hasWire, signal }: TextLessonOptions): Lesson {
  const texts = readTexts(file);
  const { stdin: input, stdout: output } = process;
  const reader = isPaced && input.isTTY && output.isTTY ? { input, output } : undefined;
  const style = createTextStyle(hasColor && output.isTTY === true, output.columns);
  const at = { act: 0, step: 0 };
  /** What is shown before the next step. */
  let heading: string[] = [];
  let crossed: string[] = [];
  let used = 0;

  async function pause(): Promise<void> {
    if (reader && used > 0) await waitForEnter(reader, signal);
    used = 0;
  }

  /** What fits on one screen is not torn apart. */
  async function show(lines: readonly string[]): Promise<void> {
    const room = (output.rows || DEFAULT_ROWS) - PROMPT_ROWS;
    if (used + lines.length > room) await pause();
    for (const line of lines) {
      if (used === room) await pause();
      console.log(line);
      used += 1;
    }
  }

  async function showCrossed(): Promise<void> {
    if (crossed.length === 0) return;
    const lines = [...heading, "", ...crossed];
    [heading, crossed] = [[], []];
    await show(lines);
  }

  return {
    reader,
    async act(name, values) {
      at.act += 1;
      at.step = 0;
      await pause();
      heading = ["", ...style.paragraph(`${at.act}  ${texts(name, values).title}`).map(style.heading)];
    },
    async step(name, { card = [], did = [], wire = [], code, rows = [], facts = {} } = {}, values) {
      const { title, above, below } = texts(name, values);
      at.step += 1;
      const number = at.act === 0 ? "" : `${at.act}.${at.step}  `;
      await showCrossed();
      await show([
        ...heading,
        ...["", ...style.paragraph(number + title).map(style.bold)],
        ...above.flatMap(style.paragraph),
        ...card,
        ...did.flatMap(style.item),
        ...(hasWire ? [] : wire.flatMap((one) => style.exchange(one, false))),
        ...(code ? style.code(code) : []),
        ...(rows.length > 0 ? style.table(rows) : []),
        ...Object.entries(facts).flatMap(([label, text]) => style.labelled(label, text)),
        ...below.flatMap(style.paragraph),
      ]);
      heading = [];
    },
    cross(exchange) {
      if (hasWire) crossed.push(...style.exchange(exchange, true));
    },
    async run(work, what) {
      await pause();
      if (reader === undefined || what === undefined) return work();
      output.write(`${what} …`);
      return work().finally(() => output.write(CLEAR_LINE));
    },
    async failed(error) {
      await showCrossed();
      const failure = fail(error);
      await show(["", ...renderFailure(failure).split("\n").flatMap(style.paragraph).map(style.red)]);
    },
  };
}
