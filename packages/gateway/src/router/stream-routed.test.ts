import { once } from "node:events";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { beginEvents, HELLO, sendEvents } from "../testing/send-events.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, sendJSON, sendText } from "../testing/start-stub.ts";
import type { RouterSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("a stream through a router", () => {
  const ok = sendEvents(HELLO);
  const fallbacks = { "groq/m": ["vllm/m"] };

  async function start(groq: Answer, settings: RouterSettings = {}) {
    const started = await startRouter({ groq, vllm: ok }, settings);
    return {
      ...started,
      stream: (given: object = {}) => started.router.stream({ model: "groq/m", messages, ...given }),
    };
  }

  it("chunks come through, and the whole answer has the report of the route", async () => {
    const { router } = await start(ok, { groups: { fast: [{ model: "groq/m" }] } });
    const stream = router.stream({ model: "fast", messages });
    const chunks: unknown[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks).toEqual(HELLO);
    const { choices, kit } = await stream.final();
    expect(choices[0]?.message.content).toBe("Hello.");
    expect(kit).toMatchObject({ alias: "fast", model: "groq/m", attempts: 1, usage: { totalTokens: 12 } });
  });

  it.each<[string, Answer]>([
    ["a refusal", sendJSON(401, {})],
    ["a page of HTML", sendText(200, "<p>", "text/html")],
    ["an error as the first event", sendEvents([{ error: { type: "overloaded_error" } }])],
    ["a stream that ends before it begins", sendEvents([])],
    ["a socket that is cut", (response) => response.destroy()],
    ["a stream that has told its role only", sendEvents(HELLO.slice(0, 1))],
    ["a stream without a choice", sendEvents(HELLO.slice(4))],
  ])("before the first chunk, %s leads to the fallback", async (_, answer) => {
    const { stream } = await start(answer, { fallbacks, retry: { retries: 0 } });
    const { kit } = await stream().final();
    expect([kit.model, kit.attempts]).toEqual(["vllm/m", 2]);
  });

  it("before the first chunk a failure is retried", async () => {
    const { stream, counts } = await start(inTurn(sendJSON(500, {}), ok));
    expect((await stream().final()).kit.trail).toMatchObject([{ kind: "server" }, { model: "groq/m" }]);
    expect(counts().groq).toBe(2);
  });

  it("after the first chunk a failure is an error, and nobody else is asked", async () => {
    const { stream, counts, router } = await start(sendEvents(HELLO.slice(0, 2)), { fallbacks });
    const answer = stream();
    const error = await catchError(answer.final());
    expect(error).toMatchObject({ kind: "stream_truncated", trail: [{ model: "groq/m", kind: "stream_truncated" }] });
    expect(counts()).toEqual({ groq: 1, vllm: 0 });
    expect(router.snapshot().deployments[0]).toMatchObject({ active: 0, failures: 1 });
  });

  it.each<[string, Answer]>([
    ["does not answer", () => {}],
    ["begins and says nothing", beginEvents(HELLO.slice(0, 1))],
  ])("a deployment that %s in its time to the first chunk is passed over", async (_, silent) => {
    const group = [
      { model: "groq/m", firstChunkTimeoutMs: 50 },
      { model: "vllm/m", order: 2 },
    ];
    const { router } = await start(silent, { groups: { fast: group } });
    const { kit } = await router.stream({ model: "fast", messages }).final();
    expect(kit).toMatchObject({ model: "vllm/m", trail: [{ model: "groq/m", kind: "timeout" }, { model: "vllm/m" }] });
  });

  it("the time to the first chunk is over when it has come", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const slow = beginEvents(HELLO.slice(0, 2), (response) => {
      setTimeout(() => response.end(`data: ${JSON.stringify(HELLO[3])}\n\n`), 60_000);
    });
    const { router } = await start(slow, { groups: { fast: [{ model: "groq/m", firstChunkTimeoutMs: 30_000 }] } });
    const stream = router.stream({ model: "fast", messages });
    let isFirst = true;
    for await (const _ of stream) {
      if (isFirst) await vi.advanceTimersByTimeAsync(60_000);
      isFirst = false;
    }
    expect((await stream.final()).choices[0]?.message.content).toBe("Hel");
  });

  it("one deadline covers attempts and chunks", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const late = beginEvents(HELLO.slice(0, 2), () => vi.advanceTimersByTime(60_000));
    const { stream } = await start(inTurn(sendJSON(500, {}), late));
    const error = await catchError(stream({ timeoutMs: 60_000 }).final());
    expect(error).toMatchObject({ kind: "timeout", trail: [{ kind: "server" }, { kind: "timeout" }] });
  });

  it.each([1, 2])("a reader who leaves after %i chunks hangs up and frees the place", async (count) => {
    const hungUp = Promise.withResolvers<void>();
    const open = beginEvents(HELLO.slice(0, 3), (response) => once(response, "close").then(() => hungUp.resolve()));
    const { stream, router } = await start(open);
    let read = 0;
    for await (const _ of stream()) {
      read += 1;
      if (read === count) break;
    }
    await hungUp.promise;
    expect(router.snapshot().deployments[0]?.active).toBe(0);
  });

  it("a stream is not kept", async () => {
    const { stream, counts } = await start(ok, { cache: {} });
    for (let call = 0; call < 2; call += 1) expect((await stream().final()).kit.cached).toBe(false);
    expect(counts().groq).toBe(2);
  });
});
