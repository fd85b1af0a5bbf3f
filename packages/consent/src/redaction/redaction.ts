import { KitError, type SamplingRequest } from "@kit/protocol";

/** A place in a text: from `start` up to, not including, `end`. */
export type Span = { start: number; end: number };

/** One rule of what is taken out of a text. */
export type Redaction = {
  /** The name by which a policy asks for it. */
  name: string;
  /** What one thing that it finds is called: it stands in the place of it. */
  label: string;
  /** The places, in order. Takes time in proportion to the text, whatever the text. */
  find: (text: string) => Iterable<Span>;
  /** Whether the value of a field of that name is taken out whole. Default: of none. */
  isSecretField?: (name: string) => boolean;
};

/** Counts what each redaction takes out, by its name. */
type Count = (name: string) => void;

/** A text without what the redactions find. Places that overlap become one, under the redaction that comes first. */
export function redactText(text: string, redactions: readonly Redaction[], count: Count): string {
  const found = redactions.flatMap((redaction, rank) =>
    Array.from(redaction.find(text), (span) => ({ ...span, rank })),
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

/** What stands in the place of something that was taken out. */
function placeholder({ label }: Redaction): string {
  return `[redacted: ${label}]`;
}

/** A request as it may leave, and how often each redaction took something out. */
export type RedactedRequest = { request: SamplingRequest; redacted: Readonly<Record<string, number>> };

/**
 * Takes out of every text of a request what the redactions find: system prompt, messages, what tools were given and
 * have answered, the descriptions and schemas of tools, stop sequences and metadata. Names and ids stay, since they
 * hold the request together; images and sounds are no text.
 */
export function redactRequest(request: SamplingRequest, redactions: readonly Redaction[]): RedactedRequest {
  const redacted: Record<string, number> = {};
  const count: Count = (name) => {
    redacted[name] = (redacted[name] ?? 0) + 1;
  };
  const inText = (text: string) => redactText(text, redactions, count);
  const inJson = <T>(value: T): T => redactJson(value, redactions, count);
  const inBlock = <T extends object>(block: T) => redactBlock(block, inJson);
  const { systemPrompt, stopSequences, metadata, tools } = request;
  return {
    redacted,
    request: {
      ...request,
      messages: request.messages.map((message) => {
        const { content } = message;
        return { ...message, content: Array.isArray(content) ? content.map(inBlock) : inBlock(content) };
      }),
      ...(systemPrompt !== undefined && { systemPrompt: inText(systemPrompt) }),
      ...(stopSequences !== undefined && { stopSequences: stopSequences.map(inText) }),
      ...(metadata !== undefined && { metadata: inJson(metadata) }),
      ...(tools !== undefined && { tools: tools.map(({ name, ...tool }) => ({ ...inJson(tool), name })) }),
    },
  };
}

/** What names and links a block, or is no text, in a block of any kind. */
const KEPT = ["type", "id", "name", "toolUseId", "mimeType", "data", "blob", "_meta"];

/** A block, with the blocks that the result of a tool holds. */
function redactBlock<T extends object>(block: T, inJson: <V>(value: V) => V): T {
  const redacted = Object.entries(block).map(([key, value]) => {
    if (KEPT.includes(key)) return [key, value];
    if (key === "content" && Array.isArray(value)) return [key, value.map((inner) => redactBlock(inner, inJson))];
    if (key === "resource" && value instanceof Object) return [key, redactBlock(value, inJson)];
    return [key, inJson(value)];
  });
  return Object.fromEntries(redacted) as T;
}

const MAX_DEPTH = 200;

/**
 * A JSON value without what the redactions find in its texts, its numbers and the names of its fields. The value of a
 * field whose name says that it is a secret is taken out whole.
 *
 * @throws {KitError} "invalid_request" when it is nested too deep to look into.
 */
function redactJson<T>(value: T, redactions: readonly Redaction[], count: Count): T {
  return redactValue(value, 0) as T;

  function redactValue(inner: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) throw tooDeep();
    if (typeof inner === "string") return redactText(inner, redactions, count);
    if (typeof inner === "number") return redactNumber(inner);
    if (Array.isArray(inner)) return inner.map((item) => redactValue(item, depth + 1));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map((entry) => redactField(entry, depth)));
  }

  function redactField([name, inner]: [string, unknown], depth: number): [string, unknown] {
    const redaction = redactions.find(({ isSecretField }) => isSecretField?.(name));
    const isSecret = typeof inner === "string" ? inner.trim() !== "" : typeof inner === "number";
    if (redaction === undefined || !isSecret)
      return [redactText(name, redactions, count), redactValue(inner, depth + 1)];
    count(redaction.name);
    return [name, placeholder(redaction)];
  }

  /** A number stays one, unless something in it is taken out. */
  function redactNumber(inner: number): unknown {
    const text = redactText(String(inner), redactions, count);
    return text === String(inner) ? inner : text;
  }
}

function tooDeep(): KitError {
  return new KitError("invalid_request", `Invalid sampling request: it is nested more than ${MAX_DEPTH} deep.`);
}
