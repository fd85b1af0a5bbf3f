import { KitError, type SamplingRequest } from "@kit/protocol";
import { RE2JS } from "re2js";

export type Span = { start: number; end: number };

export type Redaction = {
  /** The name by which a policy asks for it. */
  name: string;
  /** What one thing that it finds is called: it stands in the place of it. */
  label: string;
  /** The fewest characters of a text in which it finds something. Default: any. */
  shortest?: number;
  /** The places, in order. Takes time in proportion to the text, whatever the text. */
  find: (text: string) => Iterable<Span>;
  /** Whether the value of a field of that name is taken out whole. Default: of none. */
  isSecretField?: (name: string) => boolean;
};

/** A text without what the redactions find. Places that overlap become one, under the redaction that comes first. */
export function redactText(text: string, redactions: readonly Redaction[], count: (name: string) => void): string {
  const found = redactions.flatMap((redaction, rank) =>
    text.length < (redaction.shortest ?? 0) ? [] : Array.from(redaction.find(text), (span) => ({ ...span, rank })),
  );
  if (found.length === 0) return text;
  const apart: typeof found = [];
  for (const next of found.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (last === undefined || next.start >= last.end) {
      apart.push(next);
      continue;
    }
    last.end = Math.max(last.end, next.end);
    last.rank = Math.min(last.rank, next.rank);
  }
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, rank } of apart) {
    const redaction = redactions[rank];
    if (redaction === undefined) continue;
    parts.push(text.slice(from, start), placeholder(redaction));
    count(redaction.name);
    from = end;
  }
  return parts.join("") + text.slice(from);
}

const placeholder = ({ label }: Redaction) => `[redacted: ${label}]`;

/** What names and links a block, or is no text, in a block of any kind. */
const KEPT = ["type", "id", "name", "toolUseId", "mimeType", "data", "blob", "_meta"];
const MAX_DEPTH = 200;

/**
 * Takes out of every text of a request what the redactions find, and counts it. Names and ids stay, since they hold the
 * request together; images and sounds are no text.
 *
 * @throws {KitError} "invalid_request" when it is nested too deep to look into.
 */
export function redactRequest(request: SamplingRequest, redactions: readonly Redaction[]) {
  const redacted: Record<string, number> = {};
  const { systemPrompt, stopSequences, metadata, tools } = request;
  const without: SamplingRequest = {
    ...request,
    messages: request.messages.map((message) => {
      const { content } = message;
      return { ...message, content: Array.isArray(content) ? content.map(inBlock) : inBlock(content) };
    }),
    ...(systemPrompt !== undefined && { systemPrompt: inText(systemPrompt) }),
    ...(stopSequences !== undefined && { stopSequences: stopSequences.map(inText) }),
    ...(metadata !== undefined && { metadata: inJson(metadata) }),
    ...(tools !== undefined && { tools: tools.map(({ name, ...tool }) => ({ ...inJson(tool), name })) }),
  };
  return { request: without, redacted };

  function count(name: string): void {
    redacted[name] = (redacted[name] ?? 0) + 1;
  }

  function inText(text: string): string {
    return redactText(text, redactions, count);
  }

  function inBlock<T extends object>(block: T): T {
    const fields = Object.entries(block).map(([key, value]) => {
      if (KEPT.includes(key)) return [key, value];
      if (key === "content" && Array.isArray(value)) return [key, value.map(inBlock)];
      return [key, key === "resource" && value instanceof Object ? inBlock(value) : inJson(value)];
    });
    return Object.fromEntries(fields) as T;
  }

  function inJson<T>(value: T): T {
    return inValue(value, 0) as T;
  }

  /** A value of JSON: its texts, its numbers and the names of its fields. */
  function inValue(value: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      throw new KitError("invalid_request", `Invalid sampling request: it is nested more than ${MAX_DEPTH} deep.`);
    }
    if (typeof value === "string") return inText(value);
    if (typeof value === "number") return inNumber(value);
    if (Array.isArray(value)) return value.map((item) => inValue(item, depth + 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map((entry) => inField(entry, depth)));
  }

  /** A number stays one, unless something in it is taken out. */
  function inNumber(value: number): unknown {
    const text = inText(String(value));
    return text === String(value) ? value : text;
  }

  /** The value of a field whose name says that it is a secret is taken out whole. */
  function inField([name, value]: [string, unknown], depth: number): [string, unknown] {
    const redaction = redactions.find(({ isSecretField }) => isSecretField?.(name));
    const isSecret = typeof value === "string" ? value.trim() !== "" : typeof value === "number";
    if (redaction === undefined || !isSecret) return [inText(name), inValue(value, depth + 1)];
    count(redaction.name);
    return [name, placeholder(redaction)];
  }
}

/** How far one search looks: what matches is found if it has at most half as many characters. */
const WINDOW = 16_384;
const LONGEST_MATCH = WINDOW / 2;
const MAX_MATCHES = 10_000;

/**
 * A redaction of the user's own, in RE2 syntax, which never backtracks. Window and number of matches bound the searches.
 *
 * @throws {Error} saying so when it is no such pattern, or matches the empty text.
 */
export function createOwnRedaction(name: string, pattern: string): Redaction {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, RE2JS.MULTILINE);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    throw new Error(`It is no regular expression in RE2 syntax: ${reason}.`, { cause: error });
  }
  if (compiled.matcher("").find()) throw new Error("It matches the empty text, so it would match everywhere.");
  return { name, label: name, find: (text) => findOwn(text, compiled, name) };
}

/** @throws {KitError} "declined" when there is so much of it that looking on would take too long. */
function* findOwn(text: string, pattern: RE2JS, name: string): Iterable<Span> {
  let matches = 0;
  for (let from = 0; from < text.length; ) {
    const isLast = from + WINDOW >= text.length;
    const found = findFirst(text, pattern, from);
    if (found === undefined || (!isLast && found.start >= from + LONGEST_MATCH)) {
      // Nothing that begins in this half. What begins in the other half may go on behind the window.
      if (isLast) return;
      from = found?.start ?? from + LONGEST_MATCH;
      continue;
    }
    if (matches++ === MAX_MATCHES) {
      const found = `the redaction "${name}" finds more than ${MAX_MATCHES} places in one text`;
      throw new KitError("declined", `The client's policy refused the request: ${found}.`);
    }
    const isEmpty = found.end === found.start;
    if (!isEmpty) yield found;
    from = found.end + (isEmpty ? 1 : 0);
  }
}

/** The first match in the window that begins at `from`. The character before it is seen, so that `\b` and `^` hold. */
function findFirst(text: string, pattern: RE2JS, from: number): Span | undefined {
  const sliceStart = Math.max(0, from - 1);
  const matcher = pattern.matcher(text.slice(sliceStart, from + WINDOW));
  if (!matcher.find(from - sliceStart)) return undefined;
  return { start: matcher.start() + sliceStart, end: matcher.end() + sliceStart };
}
