import { closeSync, fstatSync, openSync, writeFileSync } from "node:fs";
import { isRecord, KitError } from "@kit/protocol";
import { type Bodies, KIT_VERSION, type TapeEntry, type TapeHeader, type TapeMessage } from "./entry.ts";
import { createFollower, type Place } from "./follow.ts";

/** What crossed, as the transport tells it. */
export type TapeTraffic = { direction: "sent" | "received"; message: object; bytes: number };

/** What the sampling handler did, as it tells its observers. `id` tells the requests of a connection apart. */
export type TapeEvent = { id: number; type: NonNullable<TapeEntry["event"]> };

export type TapeOptions = {
  /** Gets whole lines, some at once. */
  write: (lines: string) => void;
  /** Default: `redacted`. */
  bodies?: Bodies | undefined;
  /** What may be kept of a body. It may throw: then nothing is. Default: all. */
  redact?: ((body: unknown, from: { server: string; tool: string | undefined }) => unknown) | undefined;
};

/** Records connections: what crosses, what the sampling handler decides and what the gateway is asked. */
export type Tape = {
  /** @param server The name of the server. */
  connect(server: string): { onTraffic: (traffic: TapeTraffic) => void; observe: (event: TapeEvent) => void };
  /** Writes what is not written yet. */
  close(): void;
};

type Unwritten = Omit<TapeEntry, "seq" | "time" | "body">;

/** Starts a tape. What is told within one turn of the event loop is written behind it. */
export function createTape({ write, bodies = "redacted", redact }: TapeOptions): Tape {
  const startedAt = performance.now();
  const numbers = { call: 0, question: 0 };
  let seq = 0;
  let due: { entry: TapeEntry; body: unknown }[] = [];
  const header: TapeHeader = { tape: 1, startedAt: new Date().toISOString(), kit: KIT_VERSION, bodies };
  write(`${JSON.stringify(header)}\n`);

  function add(unwritten: Unwritten, body: unknown): void {
    const time = Math.round((performance.now() - startedAt) * 1_000) / 1_000;
    if (due.length === 0) setImmediate(flush);
    due.push({ entry: { seq: ++seq, time, ...unwritten }, body });
  }

  function flush(): void {
    if (due.length === 0) return;
    const lines = due.map(({ entry, body }) => `${JSON.stringify({ ...entry, ...keep(body, entry) })}\n`);
    due = [];
    write(lines.join(""));
  }

  function keep(body: unknown, { server, tool }: TapeEntry): { body?: unknown } {
    if (bodies === "none" || body === undefined) return {};
    if (bodies === "full") return { body };
    try {
      const short =
        isRecord(body) && typeof body.requestState === "string" ? shortenState(body, body.requestState) : body;
      return { body: redact === undefined ? short : redact(short, { server, tool }) };
    } catch (error) {
      return { body: `[left out: ${error instanceof Error ? error.message : error}]` };
    }
  }

  function connect(server: string): ReturnType<Tape["connect"]> {
    const { follow, take } = createFollower(numbers);
    const open = new Map<number, Place>();
    return {
      onTraffic({ direction: way, message, bytes }) {
        const direction = way === "sent" ? ("to-server" as const) : ("to-client" as const);
        const { id, params, result, error } = message as TapeMessage;
        const { revision, ...place } = follow(direction, message as TapeMessage);
        const head = { lane: "wire" as const, server, ...(revision !== undefined && { revision }), direction };
        add({ ...head, ...place, ...(id !== undefined && { id }), bytes }, params ?? result ?? error);
      },
      observe({ id, type: event, ...told }) {
        const { request, error } = told as { request?: unknown; error?: unknown };
        if (event === "requested") open.set(id, take(request));
        const { kind, ...place } = open.get(id) ?? take(undefined);
        if (event === "replied" || event === "failed") open.delete(id);
        const asked = event === "failed" ? gatewayError(error) : undefined;
        if (asked) add({ lane: "gateway", server, ...place, kind: "call", event }, asked);
        const isCall = event === "generated";
        const lane = isCall ? ("gateway" as const) : ("handler" as const);
        add({ lane, server, ...place, kind: isCall ? "call" : kind, event }, toldOf(told));
      },
    };
  }

  return { connect, close: flush };
}

/** A sealed state begins like any other: its end tells it apart. */
function shortenState(body: object, state: string): object {
  if (state.length <= 48) return body;
  return { ...body, requestState: `${state.slice(0, 16)}…${state.slice(-32)} (${state.length} characters)` };
}

/** What an event tells beside what crosses anyway. */
function toldOf({ request: _request, origin, result, error, ...told }: Record<string, unknown>): unknown {
  return {
    ...told,
    ...(isRecord(origin) && { claimedName: origin.claimedName }),
    ...(isRecord(result) && { model: result.model, stopReason: result.stopReason }),
    ...(error instanceof Error && { code: Object(error).code, message: error.message }),
  };
}

/** Why the gateway failed: its errors have a kind. */
function gatewayError(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error && "kind" in cause)) return undefined;
  const { kind, provider, model, message } = cause as Error & Record<"kind" | "provider" | "model", unknown>;
  return { error: kind, provider, model, message };
}

/**
 * Starts a tape in a new file, which only the user may read. When it cannot be written any more it ends, and says so
 * once.
 *
 * @throws {KitError} "file_unwritable", also when there is such a file already.
 */
export function openTape(path: string, options: Omit<TapeOptions, "write"> = {}): Tape {
  let file: number | undefined = openFile(path);
  const tape = createTape({
    ...options,
    write(lines) {
      if (file === undefined) return;
      try {
        writeFileSync(file, lines);
      } catch (error) {
        console.error(`The tape ${path} ends here; the call goes on. ${reasonOf(error)}.`);
        end();
      }
    },
  });
  function end(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
  }
  // Also when the process exits in the middle of a turn.
  process.on("exit", tape.close);
  return {
    ...tape,
    close() {
      process.off("exit", tape.close);
      tape.close();
      end();
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (cause) {
    if (Object(cause).code === "EEXIST" && isNoFile(path)) return openSync(path, "a");
    const isThere = Object(cause).code === "EEXIST";
    const fix = isThere ? "Name a new file, or delete that one: a tape is never overwritten." : undefined;
    const why = isThere ? "it is there already" : reasonOf(cause);
    throw new KitError("file_unwritable", `The tape ${path} cannot be written: ${why}.`, {
      ...(!isThere && { cause }),
      fix,
    });
  }
}

/** Whether it is a device or a pipe, to which a tape may be written. */
function isNoFile(path: string): boolean {
  try {
    const file = openSync(path, "a");
    const stat = fstatSync(file);
    closeSync(file);
    return !stat.isFile();
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
