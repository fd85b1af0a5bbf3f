import { closeSync, openSync, statSync, writeFileSync } from "node:fs";
import { isRecord, KitError } from "@kit/protocol";
import { KIT_VERSION, type TapeEntry, type TapeHeader, type TapeMessage } from "./entry.ts";
import { createFollower, type Place } from "./follow.ts";

/** What crossed, as the transport tells it. */
export type TapeTraffic = { direction: "sent" | "received"; message: object; bytes: number };

/** What the sampling handler did, as it tells its observers. `id` tells the requests of a connection apart. */
export type TapeEvent = { id: number; type: NonNullable<TapeEntry["event"]> };

export type TapeOptions = {
  /** Gets whole lines, some at once. */
  write: (lines: string) => void;
  /** What may be kept of a body. Where it throws, nothing is. Default: all. */
  redact?: ((body: unknown, from: { server: string; tool: string | undefined }) => unknown) | undefined;
};

/** Records connections: what crosses, what the sampling handler decides and what the gateway is asked. */
export type Tape = {
  /** @param server The name of the server. */
  connect(server: string): { onTraffic: (traffic: TapeTraffic) => void; observe: (event: TapeEvent) => void };
  /** Writes what is not written yet. */
  close(): void;
};

/** To redact and to write a message takes as long as a short round trip: it waits for a pause in which nobody waits. */
const WRITE_AFTER_MS = 10;

/** Starts a tape. What is told is written a few milliseconds later. */
export function createTape({ write, redact = (body) => body }: TapeOptions): Tape {
  const startedAt = performance.now();
  const numbers = { call: 0, question: 0 };
  let [seq, connections] = [0, 0];
  let due: { entry: TapeEntry; body: unknown }[] = [];
  const header: TapeHeader = { tape: 1, startedAt: new Date().toISOString(), kit: KIT_VERSION };
  write(`${JSON.stringify(header)}\n`);

  function add(entry: Omit<TapeEntry, "seq" | "time" | "body">, body: unknown): void {
    const time = Math.round((performance.now() - startedAt) * 1_000) / 1_000;
    if (due.length === 0) setTimeout(flush, WRITE_AFTER_MS);
    due.push({ entry: { seq: ++seq, time, ...entry }, body });
  }

  function flush(): void {
    const lines = due.map(toLine);
    due = [];
    if (lines.length > 0) write(lines.join(""));
  }

  function toLine({ entry, body }: (typeof due)[number]): string {
    const { server, tool } = entry;
    try {
      const kept = body === undefined ? undefined : redact(shortenState(body), { server, tool });
      return `${JSON.stringify({ ...entry, body: kept })}\n`;
    } catch (error) {
      return `${JSON.stringify({ ...entry, body: `[left out: ${reasonOf(error)}]` })}\n`;
    }
  }

  function connect(server: string): ReturnType<Tape["connect"]> {
    const { follow, take } = createFollower(numbers);
    const open = new Map<number, Place>();
    const of = { connection: ++connections, server };
    return {
      onTraffic({ direction: way, message, bytes }) {
        const direction = way === "sent" ? ("to-server" as const) : ("to-client" as const);
        const { id, params, result, error } = message as TapeMessage;
        const place = follow(direction, message as TapeMessage);
        add(
          { lane: "wire", ...of, ...place, direction, ...(id !== undefined && { id }), bytes },
          params ?? result ?? error,
        );
      },
      observe({ id, type: event, ...told }) {
        const { request, error } = told as { request?: unknown; error?: unknown };
        if (event === "requested") open.set(id, take(request));
        const place = open.get(id) ?? take(undefined);
        if (event === "replied" || event === "failed") open.delete(id);
        const asked = event === "failed" ? gatewayError(error) : undefined;
        if (asked) add({ lane: "gateway", ...of, ...place, kind: "call", event }, asked);
        const lane =
          event === "generated" ? { lane: "gateway" as const, kind: "call" as const } : { lane: "handler" as const };
        add({ ...of, ...place, ...lane, event }, toldOf(told));
      },
    };
  }

  return { connect, close: flush };
}

/** A sealed state begins like any other: its end tells it apart. */
function shortenState(body: unknown): unknown {
  if (!isRecord(body) || typeof body.requestState !== "string" || body.requestState.length <= 48) return body;
  const { requestState: state } = body;
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
 * Starts a tape in a new file, which only the user may read. When it cannot be written any more, it ends and says so on
 * stderr.
 *
 * @throws {KitError} "file_unwritable", also when there is such a file already.
 */
export function openTape(path: string, options: Omit<TapeOptions, "write"> = {}): Tape {
  let file: number | undefined = openFile(path);
  const end = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
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
  // Also what was told just before the process exits.
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
    const isDevice = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
    return openSync(path, isDevice ? "a" : "wx", 0o600);
  } catch (cause) {
    const isThere = Object(cause).code === "EEXIST";
    const fix = isThere ? "Name a new file, or delete that one: a tape is never overwritten." : undefined;
    const why = isThere ? "it is there already" : reasonOf(cause);
    throw new KitError("file_unwritable", `The tape ${path} cannot be written: ${why}.`, {
      cause: isThere ? undefined : cause,
      fix,
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
