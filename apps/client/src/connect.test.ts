import { once } from "node:events";
import { type CallProgress, defineContract, KitError, SAMPLING_TOOL_ANNOTATIONS } from "@kit/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import * as z from "zod";
import { connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import type { SamplingHandler } from "./sampling-handler.ts";
import { askingServer, scriptedServer } from "./testing/asking-server.ts";
import { textResult } from "./testing/connect-to-kit-server.ts";
import { oddServer } from "./testing/odd-server.ts";

const never = () => new Promise<never>(() => undefined);
const textIn = (request: unknown) => /"text":"([^"]*)"/.exec(JSON.stringify(request))?.[1] ?? "";
const answered = (text: string) => ({ content: [{ type: "text", text }] });

/** A handler that never answers by itself, and the signals that it was asked with. */
function stuckHandler() {
  const { promise: asked, resolve } = Promise.withResolvers<AbortSignal>();
  const handler: SamplingHandler = async (_request, { signal }) => {
    resolve(signal);
    await once(signal, "abort");
    throw new KitError("cancelled", "Cancelled.");
  };
  return { asked, handler };
}

describe.each(SPOKEN_REVISIONS)("a connection on %s", (revision) => {
  let connection: Connection;
  let handler: SamplingHandler = never;
  const ask = (text: string, options = {}) => connection.callTool("ask", { text }, options);

  beforeAll(async () => {
    connection = await connect({
      server: askingServer(revision),
      revision,
      handler: (request, context) => handler(request, context),
    });
  });
  afterAll(() => connection.close());
  afterEach(() => vi.useRealTimers());

  it("knows the server and its tools", () => {
    expect(connection).toMatchObject({ revision, identity: { name: "asking" }, server: { name: "asking" } });
    expect(connection.tools.map(({ name, description }) => [name, description])).toEqual([
      ["ask", "Asks the model."],
      ["count", "Counts."],
    ]);
  });

  it("tells the handler where a request comes from", async () => {
    const origins: unknown[] = [];
    handler = async (_request, { origin }) => {
      origins.push(origin);
      return textResult("Hello.");
    };
    expect(await ask("Hello?")).toMatchObject(answered("Hello."));
    const reachedBy = expect.stringMatching(/stdio-server\.ts asking$/);
    const calls = [{ id: expect.any(Number), tool: "ask", arguments: { text: "Hello?" } }];
    expect(origins).toEqual([{ server: "asking", reachedBy, claimedName: "asking", calls }]);
  });

  it("answers many calls at once, each with its own answer", async () => {
    handler = async (request) => textResult(textIn(request));
    const texts = Array.from({ length: 32 }, (_, index) => `item ${index}`);
    const results = await Promise.all(texts.map((text) => ask(text)));
    expect(results).toMatchObject(texts.map((text) => answered(`asking: ${text}`)));
  });

  it("refuses a tool that the server does not list", async () => {
    const message = "The server has no tool sing. It has ask, count.";
    await expect(connection.callTool("sing", {})).rejects.toMatchObject({ code: "unknown_tool", message });
  });

  it("refuses a result that does not fit the contract of its tool", async () => {
    const contract = defineContract({
      name: "count",
      title: "Count",
      description: "Counts.",
      inputSchema: z.object({ steps: z.int() }),
      outputSchema: z.object({ total: z.int() }),
      annotations: SAMPLING_TOOL_ANNOTATIONS,
    });
    await expect(connection.call(contract, { steps: 1 })).rejects.toMatchObject({ code: "invalid_result" });
  });

  it("ends a call with what the handler throws, and the next call works", async () => {
    handler = async () => Promise.reject(new KitError("declined", "Not today."));
    await expect(ask("Hello?")).rejects.toThrow("Not today.");
    handler = async () => textResult("Hello.");
    expect(await ask("Hello?")).toMatchObject(answered("Hello."));
  });

  it("reports all progress, in order", async () => {
    const seen: CallProgress[] = [];
    await connection.callTool("count", { steps: 50 }, { onProgress: (progress) => seen.push(progress) });
    const steps = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(seen).toEqual(steps.map((step) => ({ progress: step, total: 50, message: `number ${step}` })));
  });

  it("cancels a call whose handler does not answer, tells the handler, and goes on", async () => {
    const { asked, ...stuck } = stuckHandler();
    handler = stuck.handler;
    const cancel = new AbortController();
    const failed = expect(ask("Hello?", { signal: cancel.signal })).rejects.toMatchObject({ code: "cancelled" });
    const signal = await asked;
    cancel.abort();
    await failed;
    if (!signal.aborted) await once(signal, "abort");
    handler = async () => textResult("Hello.");
    expect(await ask("Hello?")).toMatchObject(answered("Hello."));
  });

  it("ends a call whose server is silent for too long", async () => {
    const silent = await connect({ server: oddServer(), revision });
    onTestFinished(() => silent.close());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const call = silent.callTool("say", {}, { timeoutMs: 1_000 });
    const failed = expect(call).rejects.toMatchObject({ code: "timed_out", message: "say was silent for 1 s." });
    vi.advanceTimersByTime(1_000);
    await failed;
  });

  it("gives the user all the time that they take for a question", async () => {
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    handler = async () => {
      isAsked();
      await answer;
      return textResult("Hello.");
    };
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const call = ask("Hello?", { timeoutMs: 1_000 });
    await asked;
    vi.advanceTimersByTime(480_000);
    resolve();
    expect(await call).toMatchObject(answered("Hello."));
  });

  it("gives a call its whole time again with each report of progress", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const onProgress = () => void vi.advanceTimersByTime(900);
    const call = connection.callTool("count", { steps: 5 }, { timeoutMs: 1_000, onProgress });
    expect(await call).toMatchObject(answered("Counted to 5."));
  });

  it("ends the call and the handler when the server dies", async () => {
    const { asked, ...stuck } = stuckHandler();
    const dying = await connect({ server: askingServer(revision), revision, ...stuck });
    onTestFinished(() => dying.close());
    const failed = expect(dying.callTool("ask", { text: "Hello?" })).rejects.toMatchObject({
      code: "connection_closed",
    });
    const signal = await asked;
    process.kill(dying.process?.pid ?? 0, "SIGKILL");
    await failed;
    expect(signal.aborted).toBe(true);
    await expect(dying.callTool("ask", { text: "Hello?" })).rejects.toMatchObject({ code: "connection_closed" });
  });

  it("leaves no process behind when it is closed", async () => {
    const closing = await connect({ server: askingServer(revision), revision });
    await closing.close();
    expect(await closing.process?.exited).toBe(0);
  });

  it("is not made with a server that does not start, which is told", async () => {
    const server = scriptedServer("broken", "console.error('no luck today'); process.exit(1)");
    await expect(connect({ server, revision })).rejects.toMatchObject({
      code: "server_not_started",
      message: "The server broken did not start: no luck today",
    });
  });
});
