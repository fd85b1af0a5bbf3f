import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { PROTOCOL_REVISIONS, parseJson } from "@kit/protocol";
import { readTape } from "@kit/tape";
import type { Mode, State } from "./contract.ts";
import type { EventLog } from "./event-log.ts";
import { Refused } from "./guard.ts";
import type { Backend } from "./serve.ts";

/** How often a tape that is being recorded is looked at, in milliseconds. */
const LOOK_MS = 100;

/** What stands behind a page that only shows. */
export function createViewer(mode: Exclude<Mode, "live">): Backend {
  const refuse = () => {
    throw new Refused(409, "not_live", "This page shows a tape: nothing can be called. pnpm stage opens a live one.");
  };
  const state: State = {
    ...{
      mode,
      servers: [],
      models: [],
      model: "",
      faults: [],
      fault: null,
      revisions: PROTOCOL_REVISIONS,
      running: [],
    },
    limits: { tokens: { used: 0 }, costUsd: { used: 0 }, requestsPerMinute: { used: 0 }, rounds: { max: 10 } },
  };
  return { state: () => state, call: refuse, cancel: refuse, decide: refuse, change: refuse };
}

/** Plays a tape into the log. @throws {KitError} "file_unreadable" when it is none. */
export async function loadTape(path: string, log: EventLog): Promise<void> {
  const { header, entries, notices } = await readTape(path);
  log.begin(JSON.stringify(header));
  for (const entry of entries) log.add("entry", entry);
  for (const text of notices) log.add("notice", { text });
}

/** Reads a tape as it is written, from its beginning on; it need not be there yet. Ends when the signal aborts. */
export async function followTape(path: string, log: EventLog, signal: AbortSignal): Promise<void> {
  let [at, rest] = [0, ""];
  const decoder = new TextDecoder();
  while (!signal.aborted) {
    const file = await open(path).catch(() => undefined);
    try {
      for (;;) {
        const { bytesRead = 0, buffer } = (await file?.read({ position: at, buffer: Buffer.alloc(1 << 16) })) ?? {};
        if (bytesRead === 0 || buffer === undefined) break;
        at += bytesRead;
        const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const json of lines) take(json, log);
      }
    } finally {
      await file?.close();
    }
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

function take(json: string, log: EventLog): void {
  const line = parseJson(json);
  if (Object(line).seq !== undefined) log.add("entry", { json });
  else if (Object(line).tape !== undefined) log.begin(json);
}
