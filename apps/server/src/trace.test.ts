import { startOtlpReceiver } from "@kit/transport/testing";
import { expect, it, onTestFinished } from "vitest";
import { PROTOCOLS } from "./protocols.ts";
import { startRawServer } from "./testing/start-raw-server.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

it.runIf("2025-11-25" in PROTOCOLS)("a client may name its span, and nothing else", { timeout: 60_000 }, async () => {
  const receiver = await startOtlpReceiver();
  onTestFinished(receiver.close);
  const server = startRawServer({ env: receiver.env });
  await server.initialize();
  const odd: unknown[] = ["", "00-x", `ff-${TRACE}-${SPAN}-01`, `00-${"0".repeat(32)}-${SPAN}-01`, 7, [1], {}, null];
  for (const traceparent of [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-00`, ...odd]) {
    const _meta = { traceparent, tracestate: { a: 1 }, baggage: "secret=1" };
    const { result } = await server.request("tools/call", { name: "ask", arguments: { text: "A", rounds: 0 }, _meta });
    expect(result).not.toHaveProperty("isError");
  }
  expect(await server.close()).toBe(0);
  expect(server.stderr()).toBe("");
  const { spans } = receiver;
  expect(spans.slice(0, 2)).toMatchObject([
    { traceId: TRACE, parentSpanId: SPAN },
    { traceId: TRACE, parentSpanId: SPAN },
  ]);
  const own = spans.slice(2);
  expect(own).toHaveLength(odd.length);
  expect(new Set(own.map(({ traceId }) => traceId)).size).toBe(odd.length);
  for (const { traceId, spanId, parentSpanId } of own) {
    expect([traceId, spanId, parentSpanId]).toEqual([
      expect.stringMatching(/^[\da-f]{32}$/),
      expect.stringMatching(/^[\da-f]{16}$/),
      undefined,
    ]);
    expect(traceId).not.toBe(TRACE);
  }
  expect(JSON.stringify(spans)).not.toContain("secret");
});
