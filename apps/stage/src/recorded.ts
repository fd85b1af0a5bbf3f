import { createReadStream } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { PROTOCOL_REVISIONS, parseJson } from "@kit/protocol";
import { entrySchema, readTape } from "@kit/tape";
import { unreadable } from "@kit/terminal";
import type { Mode, State } from "./contract.ts";
import type { EventLog } from "./event-log.ts";
import { Refused } from "./guard.ts";
import type { Backend } from "./serve.ts";

/** How often a tape that is being recorded is looked at, in milliseconds. */
const LOOK_MS = 100;

/** What stands behind a page that only shows. */
export function createViewer(mode: Exclude<Mode, "live">): Backend {
  const refuse = () => {
    throw new Refused(409, "not_live", "This page shows a tape. pnpm run stage opens a live one.");
  };
  const state: State = {
    ...{ mode, model: "", fault: null, revisions: PROTOCOL_REVISIONS },
    ...{ servers: [], models: [], faults: [], running: [] },
    limits: { tokens: { used: 0 }, costUsd: { used: 0 }, rounds: { max: 10 } },
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
  const decoder = new TextDecoder();
  let [at, rest] = [0, ""];
  while (!signal.aborted) {
    try {
      for await (const chunk of createReadStream(path, { start: at }) as AsyncIterable<Buffer>) {
        at += chunk.length;
        const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) addLine(line, log);
      }
    } catch (error) {
      if (Object(error).code !== "ENOENT") throw unreadable(path, error);
    }
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A line of a tape: its header, or an entry. What is neither is left out, as `readTape` does. */
export function addLine(json: string, log: EventLog): void {
  const line = parseJson(json);
  const { data: entry } = entrySchema.safeParse(line);
  if (entry !== undefined) log.add("entry", entry);
  else if (Object(line).tape === 1) log.begin(json);
}
