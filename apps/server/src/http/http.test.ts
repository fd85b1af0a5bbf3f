import { MAX_TEXT_BYTES, PROTOCOL_REVISIONS } from "@kit/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answerInFourRounds, answerPlainly, QUESTION, reply } from "./testing/answers.ts";
import { type Answer, connectSdkClient, type SdkClient } from "./testing/connect-sdk-client.ts";
import { startHttpServer } from "./testing/start-http-server.ts";

const document = "The harbour is quiet. The library is open.";
const longText = Array.from({ length: 8 }, () => "It is long enough. ".repeat(200)).join("\n\n");

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

describe.each(PROTOCOL_REVISIONS)("the server over HTTP on %s", { timeout: 60_000 }, (revision) => {
  let client: SdkClient | undefined;
  const connect = async (answer: Answer, more: { fetch?: typeof fetch } = {}) => {
    client = await connectSdkClient(revision, server.url, { answer, ...more });
    return client;
  };
  afterEach(() => client?.close());

  it("lists its tools, and answers a call that samples", async () => {
    const { listTools, callTool } = await connect(answerPlainly);
    expect((await listTools()).tools).toHaveLength(4);
    const { structuredContent } = await callTool("summarize", { document });
    expect(structuredContent).toEqual({ summary: "A quiet harbour.", words: 3, model: "test/model" });
  });

  it("finishes a tool of four rounds", async () => {
    const { callTool } = await connect(answerInFourRounds);
    const { structuredContent } = await callTool("answer", QUESTION);
    expect(structuredContent).toMatchObject({ answer: "The harbour is quiet.", sections: [{ title: "The harbour" }] });
  });

  it("serves calls side by side", async () => {
    const { callTool } = await connect(answerPlainly);
    const calls = Array.from({ length: 20 }, () => callTool("summarize", { document }));
    for (const { structuredContent } of await Promise.all(calls)) expect(structuredContent).toMatchObject({ words: 3 });
  });

  it("reports progress", async () => {
    const { callTool } = await connect(answerPlainly);
    const seen: number[] = [];
    await callTool("translate", { text: longText, to: "es" }, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  });

  it("gives up the question when the client cancels, and goes on", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const { callTool } = await connect((_request, signal) => {
      asked.resolve(signal);
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const cancel = new AbortController();
    const call = callTool("summarize", { document }, { signal: cancel.signal });
    const signal = await asked.promise;
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
    cancel.abort();
    await expect(call).rejects.toThrow();
    await aborted;
    expect((await callTool("summarize", {})).isError).toBe(true);
  });

  it("takes a text of the largest size through its rounds, and names the limit for a larger one", async () => {
    const { callTool } = await connect(async () =>
      reply({ type: "tool_use", id: "use", name: "final_answer", input: { label: "long" } }),
    );
    const classify = (length: number) => callTool("classify", { text: "x".repeat(length), labels: ["long", "short"] });
    expect((await classify(MAX_TEXT_BYTES - 2)).structuredContent).toMatchObject({ label: "long" });
    expect(JSON.stringify(await classify(MAX_TEXT_BYTES + 1))).toContain(`must not exceed ${MAX_TEXT_BYTES} bytes`);
  });
});

describe("push over HTTP", { timeout: 60_000 }, () => {
  it("reaches a client that opened no stream of its own: the question comes with the response to the call", async () => {
    const withoutStream: typeof fetch = async (input, init) =>
      init?.method === "GET" ? new Response(null, { status: 405 }) : fetch(input, init);
    const client = await connectSdkClient("2025-11-25", server.url, { answer: answerPlainly, fetch: withoutStream });
    const { structuredContent } = await client.callTool("summarize", { document });
    expect(structuredContent).toMatchObject({ words: 3 });
    await client.close();
  });
});
