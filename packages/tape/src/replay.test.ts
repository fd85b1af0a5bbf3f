import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { TapeEntry } from "./entry.ts";
import { readTape } from "./read.ts";
import { replayClient, replayServer } from "./replay.ts";
import { question, recordSession } from "./testing/record-session.ts";

const REVISIONS = ["2025-11-25", "2026-07-28"];
const golden = async (revision: string) =>
  (await readTape(fileURLToPath(new URL(`golden/summarize-${revision}.ndjson`, import.meta.url)))).entries;

/** Plays the client of one tape to the server of another. */
async function replay(client: readonly TapeEntry[], server: readonly TapeEntry[]) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const told: string[] = [];
  const serving = replayServer(server, { input: up, output: down }, (line) => told.push(line));
  const found = await replayClient(client, { input: down, output: up }, 60_000);
  up.end();
  await serving;
  return { found, told };
}

describe("a golden tape", () => {
  it.each(REVISIONS)("replays on %s as client and server", async (revision) => {
    const entries = await golden(revision);
    expect(await replay(entries, entries)).toEqual({ found: [], told: [] });
  });

  it.each(REVISIONS)("shows on %s where a server answers otherwise", async (revision) => {
    const entries = await golden(revision);
    const words = (entry: TapeEntry) => JSON.parse(JSON.stringify(entry).replaceAll('"words":', '"terms":'));
    const { found } = await replay(entries, entries.map(words));
    expect(found).toContainEqual(
      expect.stringMatching(/^call 1: tools\/call: result\.structuredContent\.words was \d+, and is nothing\.$/),
    );
    expect(found.every((line) => /words|terms|content|outputSchema/.test(line))).toBe(true);
  });

  it("gives up where the server has no answer", async () => {
    const [older = [], newer = []] = await Promise.all(REVISIONS.map(golden));
    const { found, told } = await replay(newer, older);
    expect(told).toContain("The tape holds no answer to server/discover");
    expect(found).toContainEqual(expect.stringMatching(/^server\/discover: error was nothing, and is /));
  });
});

describe("a replayed session", () => {
  it("answers questions, ids of both kinds and calls that cross, in another order too", async () => {
    const session = recordSession();
    const { sent, received } = session.connect();
    const call = (name: string, progressToken: string) => ({ name, _meta: { progressToken } });
    sent({ id: 0, method: "initialize", params: {} });
    received({ id: 0, result: { protocolVersion: "2025-11-25" } });
    sent({ id: 1, method: "tools/call", params: call("one", "t") });
    sent({ id: "1", method: "tools/call", params: call("two", "u") });
    received({ id: 1, method: "sampling/createMessage", params: question("A") });
    received({ method: "ping", id: 9 });
    sent({ id: 9, result: {} });
    received({ id: "1", method: "sampling/createMessage", params: question("B") });
    sent({ id: "1", error: { code: -1, message: "no" } });
    sent({ id: 1, result: { text: "yes" } });
    received({ method: "notifications/progress", params: { progressToken: "u", progress: 1 } });
    received({ id: "1", result: { text: "two" } });
    received({ id: 1, error: { code: -32000, message: "one" } });
    const { entries } = session.read();
    expect(await replay(entries, entries)).toEqual({ found: [], told: [] });
  });

  it("keeps nobody waiting for what was cancelled", async () => {
    const session = recordSession();
    const { sent, received } = session.connect();
    sent({ id: 1, method: "tools/call", params: { name: "slow" } });
    sent({ method: "notifications/cancelled", params: { requestId: 1 } });
    sent({ id: 2, method: "tools/call", params: { name: "quick" } });
    received({ id: 2, result: {} });
    const { entries } = session.read();
    expect(await replay(entries, entries)).toEqual({ found: [], told: [] });
  });

  it("ends when the server ends", async () => {
    const entries = await golden("2025-11-25");
    const down = new PassThrough();
    down.end("no JSON\n[]\n");
    const found = await replayClient(entries, { input: down, output: new PassThrough() }, 60_000);
    expect(found).toEqual(["initialize: nothing came."]);
  });
});
