import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { KIT_VERSION, tapeJsonSchema } from "./entry.ts";
import { readTape } from "./read.ts";
import { openTape } from "./record.ts";
import { META, question, recordSession } from "./testing/record-session.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-tape-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where each wire entry stands: its method, then call, round and questions. */
const placesOf = ({ entries }: { entries: readonly object[] }) =>
  entries.map((entry) => {
    const { kind, method, call, round, questions } = entry as Record<string, unknown>;
    return [kind, method, call, round, questions];
  });

describe("a tape", () => {
  it("knows call, round and questions on 2026-07-28, with two questions in a round", () => {
    const session = recordSession();
    const { sent, received, observe } = session.connect();
    const name = { name: "translate", _meta: { ...META, progressToken: "t" } };
    const asks = (text: string) => ({ method: "sampling/createMessage", params: question(text) });
    const inputRequests = { a: asks("One"), b: asks("Two"), c: { method: "elicitation/create", params: {} } };
    sent({ id: 1, method: "tools/call", params: name });
    received({ id: 1, result: { resultType: "input_required", requestState: "sealed", inputRequests } });
    observe({ id: 1, type: "requested", request: question("Two"), origin: { server: "kit", claimedName: "k" } });
    observe({ id: 1, type: "replied", result: { model: "a/b", stopReason: "endTurn" } });
    sent({
      id: 2,
      method: "tools/call",
      params: { ...name, requestState: "sealed", inputResponses: { a: {}, b: {} } },
    });
    received({ method: "notifications/progress", params: { progressToken: "t", progress: 1 } });
    received({ id: 2, result: { content: [] } });
    const recorded = session.read();
    expect(placesOf(recorded)).toEqual([
      ["request", "tools/call", 1, 1, undefined],
      ["response", "tools/call", 1, 1, [1, 2]],
      ["decision", "sampling/createMessage", 1, 1, [2]],
      ["decision", "sampling/createMessage", 1, 1, [2]],
      ["request", "tools/call", 1, 2, [1, 2]],
      ["notification", "notifications/progress", 1, 2, undefined],
      ["response", "tools/call", 1, 2, undefined],
    ]);
    expect(recorded.entries.map(({ revision }) => revision)).toEqual(Array(7).fill("2026-07-28"));
  });

  it("keeps apart the ids of both sides, strings from numbers, and two calls of which one is cancelled", () => {
    const session = recordSession();
    const { sent, received } = session.connect();
    sent({ id: 0, method: "initialize", params: {} });
    received({ id: 0, result: { protocolVersion: "2025-11-25" } });
    sent({ id: 1, method: "tools/call", params: { name: "one" } });
    received({ id: 1, method: "sampling/createMessage", params: question("A") });
    sent({ id: "1", method: "tools/call", params: { name: "two" } });
    // Of two open calls nobody knows which one asks.
    received({ id: "1", method: "sampling/createMessage", params: question("B") });
    sent({ id: "1", result: {} });
    sent({ method: "notifications/cancelled", params: { requestId: 1 } });
    received({ id: 2, method: "sampling/createMessage", params: question("C") });
    sent({ id: 1, error: { code: -1, message: "no" } });
    received({ id: "1", result: {} });
    expect(placesOf(session.read()).slice(2)).toEqual([
      ["request", "tools/call", 1, undefined, undefined],
      ["request", "sampling/createMessage", 1, undefined, [1]],
      ["request", "tools/call", 2, undefined, undefined],
      ["request", "sampling/createMessage", undefined, undefined, [2]],
      ["response", "sampling/createMessage", undefined, undefined, [2]],
      ["notification", "notifications/cancelled", 1, undefined, undefined],
      ["request", "sampling/createMessage", 2, undefined, [3]],
      ["error", "sampling/createMessage", 1, undefined, [1]],
      ["response", "tools/call", 2, undefined, undefined],
    ]);
  });

  it("counts calls and questions over two servers, and their connections", () => {
    const session = recordSession();
    for (const connection of [session.connect("a"), session.connect("b")]) {
      connection.sent({ id: 1, method: "tools/call", params: { name: "ask" } });
    }
    const { entries } = session.read();
    expect(entries.map(({ seq, connection, server, call }) => [seq, connection, server, call])).toEqual([
      [1, 1, "a", 1],
      [2, 2, "b", 2],
    ]);
  });

  it("tells what the gateway was asked, and why it failed", () => {
    const session = recordSession();
    const { observe } = session.connect();
    observe({ id: 1, type: "requested", request: question("A") });
    observe({ id: 1, type: "generated", model: "a/b", latencyMs: 5, inputTokens: 1 });
    const cause = Object.assign(new Error("slow down"), { kind: "rate_limit", model: "b" });
    observe({ id: 1, type: "failed", error: Object.assign(new Error("no"), { code: "rate_limited", cause }) });
    const told = session.read().entries.map(({ lane, event, body }) => [lane, event, body]);
    expect(told).toEqual([
      ["handler", "requested", {}],
      ["gateway", "generated", { model: "a/b", latencyMs: 5, inputTokens: 1 }],
      ["gateway", "failed", { error: "rate_limit", model: "b", message: "slow down" }],
      ["handler", "failed", { code: "rate_limited", message: "no" }],
    ]);
  });

  it("keeps of a body what may be kept, of a sealed state its ends, and goes on where neither can be told", () => {
    const deep = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
    const session = recordSession({
      redact(body, { tool }) {
        if (tool === "locked") throw new Error("too much");
        return JSON.parse(JSON.stringify(body).replaceAll("4111", "[redacted: card number]"));
      },
    });
    const { sent, observe } = session.connect();
    const requestState = `${"a".repeat(40)}.${"b".repeat(40)}`;
    sent({ id: 1, method: "tools/call", params: { name: { toString: 1 }, text: "4111", requestState } });
    sent({ id: 2, method: "tools/call", params: { name: "locked" } });
    sent({ id: 3, method: "tools/call", params: { name: "deep", deep } });
    observe({ id: 1, type: "requested", request: { messages: deep } });
    const [first, locked, tooDeep, asked] = session.read().entries;
    expect(first).toMatchObject({ tool: '{"toString":1}', body: { text: "[redacted: card number]" } });
    expect(first?.body).toMatchObject({ requestState: `${"a".repeat(16)}…${"b".repeat(32)} (81 characters)` });
    expect(locked?.body).toBe("[left out: too much]");
    expect(tooDeep?.body).toMatch(/^\[left out: /);
    expect(asked).toMatchObject({ event: "requested" });
  });

  it("holds 5,000 messages, in order", () => {
    const session = recordSession();
    const { sent, received } = session.connect();
    for (let id = 0; id < 2_500; id++) {
      sent({ id, method: "tools/call", params: { name: "count" } });
      received({ id, result: {} });
    }
    const { entries } = session.read();
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 5_000 }, (_, at) => at + 1));
    expect(entries.at(-1)).toMatchObject({ call: 2_500, kind: "response" });
  });
});

describe("the file of a tape", () => {
  it("is the user's alone, and is never overwritten", async () => {
    const path = join(folder, "new.ndjson");
    const tape = openTape(path);
    tape.connect("kit").onTraffic({ direction: "sent", message: { method: "ping", id: 1 }, bytes: 3 });
    tape.close();
    expect(statSync(path).mode & 0o077).toBe(0);
    expect((await readTape(path)).entries).toMatchObject([{ seq: 1, method: "ping" }]);
    const before = readFileSync(path, "utf8");
    expect(() => openTape(path)).toThrow(/is there already/);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(() => openTape(join(folder, "none", "x"))).toThrow(/ENOENT/);
    expect(() => openTape(folder)).toThrow(/cannot be written/);
  });

  it.runIf(existsSync("/dev/full"))("ends on a full disk with one line, and what is recorded goes on", () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    const tape = openTape("/dev/full");
    const { onTraffic } = tape.connect("kit");
    onTraffic({ direction: "sent", message: { method: "ping", id: 1 }, bytes: 3 });
    tape.close();
    expect(said.mock.calls).toEqual([[expect.stringMatching(/^The tape \/dev\/full ends here; .*ENOSPC/)]]);
    said.mockRestore();
  });

  it("has the schema that is published; `pnpm write-schema` writes it again", () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
    expect(read("../tape.schema.json")).toEqual(JSON.parse(JSON.stringify(tapeJsonSchema())));
    expect(read("../package.json").version).toBe(KIT_VERSION);
  });
});
