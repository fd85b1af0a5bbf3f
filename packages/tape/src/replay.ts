import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { isRecord, parseJson, shorten } from "@kit/protocol";
import { messageOf, type TapeEntry, type TapeMessage, textOf } from "./entry.ts";

type Id = string | number;

/** The streams to the other side of a session. */
type ReplayStreams = { input: Readable; output: Writable };

const METHOD_NOT_FOUND = -32601;

/**
 * Answers a client as a server has answered on a tape: each request as the next one like it. What the server has asked
 * meanwhile is asked again, and waited for. Ends with the input.
 *
 * @param tell Hears what the tape holds no answer to.
 */
export async function replayServer(
  entries: readonly TapeEntry[],
  { input, output }: ReplayStreams,
  tell: (line: string) => void,
): Promise<void> {
  const wire = wireOf(entries);
  const requests = wire.filter(({ direction, kind }) => direction === "to-server" && kind === "request");
  const unused = new Set(requests);
  const asked = new Map<Id, PromiseWithResolvers<void>>();
  const send = (message: object) => void output.write(`${JSON.stringify(message)}\n`);

  for await (const message of readMessages(input)) {
    if (message.id === undefined) continue;
    if (message.method === undefined) asked.get(message.id)?.resolve();
    else void answer(message, message.id);
  }

  async function answer(request: TapeMessage, id: Id): Promise<void> {
    const recorded = find(request);
    if (recorded === undefined) {
      if (request.method === "ping") return send({ jsonrpc: "2.0", id, result: {} });
      const message = `The tape holds no answer to ${request.method} ${textOf(request.params?.name)}`.trim();
      tell(message);
      return send({ jsonrpc: "2.0", id, error: { code: METHOD_NOT_FOUND, message } });
    }
    unused.delete(recorded);
    const { progressToken } = Object(request.params?._meta);
    for (const entry of following(recorded)) {
      const message = messageOf(entry);
      if (entry.direction === "to-server") await asked.get(entry.id ?? "")?.promise;
      else if (isAnswer(entry)) send({ ...message, id });
      else {
        if (entry.id !== undefined) asked.set(entry.id, Promise.withResolvers());
        send({ ...message, ...(entry.kind === "notification" && { params: { ...message.params, progressToken } }) });
      }
    }
  }

  /** The next request like this one; if all were answered, the last. */
  function find({ method, params }: TapeMessage): TapeEntry | undefined {
    const { name, arguments: args, inputResponses } = Object(params);
    const isLike = ({ body, ...entry }: TapeEntry) =>
      entry.method === method &&
      (method !== "tools/call" ||
        (entry.tool === name && isRecord(Object(body).inputResponses) === isRecord(inputResponses)));
    const alike = requests.filter(isLike);
    const isSame = ({ body }: TapeEntry) => differences(Object(body).arguments, args, "").length === 0;
    const next = alike.filter((entry) => unused.has(entry));
    return next.find(isSame) ?? next[0] ?? alike.findLast(isSame) ?? alike.at(-1);
  }

  /** What belongs to a request: its response, and before that what crossed for its call. */
  function* following({ seq, call, round, id }: TapeEntry): Iterable<TapeEntry> {
    for (const entry of wire) {
      if (entry.seq <= seq) continue;
      const isEnd = entry.direction === "to-client" && isAnswer(entry) && entry.id === id;
      const isOfCall = call !== undefined && entry.call === call && entry.round === round;
      if (isEnd || (isOfCall && (entry.direction === "to-client" || isAnswer(entry)))) yield entry;
      if (isEnd) return;
    }
  }
}

/**
 * Plays the client of a tape to a server, and says how the server answers otherwise than it did. Sealed states, ids that
 * the server chooses and `_meta` may differ.
 *
 * @param timeoutMs How long the server may take for a message, in milliseconds.
 * @returns The differences, in sentences.
 */
export async function replayClient(
  entries: readonly TapeEntry[],
  { input, output }: ReplayStreams,
  timeoutMs: number,
): Promise<string[]> {
  const found: string[] = [];
  const inbox: TapeMessage[] = [];
  const messages = readMessages(input)[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<TapeMessage>> | undefined;
  const ids = new Map<Id, Id | undefined>();
  const states = new Map<number | undefined, unknown>();
  const send = (message: object) => void output.write(`${JSON.stringify(message)}\n`);

  for (const entry of wireOf(entries)) {
    if (entry.direction === "to-server") send(toSend(entry));
    else if (entry.kind !== "notification" && !(await receive(entry))) break;
  }
  return found;

  function toSend(entry: TapeEntry): object {
    const message = messageOf(entry);
    if (isAnswer(entry)) return { ...message, id: ids.get(entry.id ?? "") };
    if (message.params?.requestState === undefined) return message;
    return { ...message, params: { ...message.params, requestState: states.get(entry.call) } };
  }

  /** @returns whether the session can go on: not where nothing came, or an error in the place of a result. */
  async function receive(entry: TapeEntry): Promise<boolean> {
    const recorded = messageOf(entry);
    const what = `${entry.call === undefined ? "" : `call ${entry.call}: `}${entry.method ?? "a message"}`;
    const live = await next(({ id, method }) =>
      isAnswer(entry) ? method === undefined && id === entry.id : method === entry.method,
    );
    if (live === undefined) {
      found.push(`${what}: nothing came.`);
      return false;
    }
    if (entry.kind === "request" && entry.id !== undefined) ids.set(entry.id, live.id);
    states.set(entry.call, live.result?.requestState);
    for (const part of ["params", "result", "error"] as const) {
      found.push(...differences(recorded[part], live[part], part).map((difference) => `${what}: ${difference}`));
    }
    return (live.error === undefined) === (recorded.error === undefined);
  }

  /** The next message of that kind; `undefined` when the server ends first, or is silent for too long. */
  async function next(isIt: (message: TapeMessage) => boolean): Promise<TapeMessage | undefined> {
    for (;;) {
      const at = inbox.findIndex(isIt);
      if (at >= 0) return inbox.splice(at, 1)[0];
      coming ??= messages.next();
      const late = new AbortController();
      const silence = setTimeout(timeoutMs, undefined, { signal: late.signal }).catch(() => undefined);
      const come = await Promise.race([coming, silence]);
      late.abort();
      if (come === undefined || come.done) return undefined;
      coming = undefined;
      if (come.value.method === "ping") send({ jsonrpc: "2.0", id: come.value.id, result: {} });
      else inbox.push(come.value);
    }
  }
}

/** What crossed, without pings. A question of which nobody knew to which call it belongs goes to the last one. */
function wireOf(entries: readonly TapeEntry[]): TapeEntry[] {
  let last: TapeEntry | undefined;
  return entries.flatMap((entry) => {
    if (entry.lane !== "wire" || entry.method === "ping") return [];
    if (entry.method === "tools/call" && entry.kind === "request") last = entry;
    const isLost = entry.call === undefined && entry.questions !== undefined;
    return [isLost && last ? { ...entry, call: last.call, round: last.round } : entry];
  });
}

function isAnswer({ kind }: TapeEntry): boolean {
  return kind === "response" || kind === "error";
}

async function* readMessages(input: Readable): AsyncIterable<TapeMessage> {
  for await (const line of createInterface({ input })) {
    const message = parseJson(line);
    if (isRecord(message)) yield message as TapeMessage;
  }
}

/** What a server chooses anew each time. */
const CHOSEN = ["_meta", "requestState", "progressToken"];

/** How a value differs from the recorded one; what was redacted differs from nothing. */
function differences(recorded: unknown, live: unknown, path: string): string[] {
  if (typeof recorded === "string" && recorded.includes("[redacted: ")) return [];
  if (isRecord(recorded) && isRecord(live)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(live)].filter((name) => !CHOSEN.includes(name)));
    return [...names].flatMap((name) => differences(recorded[name], live[name], `${path}.${name}`));
  }
  if (Array.isArray(recorded) && Array.isArray(live) && recorded.length === live.length) {
    return recorded.flatMap((one, at) => differences(one, live[at], `${path}[${at}]`));
  }
  const [was, is] = [recorded, live].map((value) => shorten(JSON.stringify(value) ?? "nothing", 80));
  return was === is && JSON.stringify(recorded) === JSON.stringify(live) ? [] : [`${path} was ${was}, and is ${is}.`];
}
