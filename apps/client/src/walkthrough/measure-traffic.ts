import type { Traffic } from "@kit/transport";

/** What one tool, called once or several times, cost on the wire. */
export type CallMeasure = {
  tool: string;
  calls: number;
  /** How many messages crossed, in both directions. */
  messages: number;
  /** How many of them were `tools/call` requests. */
  toolCalls: number;
  /** How many bytes crossed, in both directions. */
  bytes: number;
  milliseconds: number;
};

/** Counts what crosses a connection, from one reading to the next. */
export function createTrafficMeter() {
  let messages = 0;
  let toolCalls = 0;
  let bytes = 0;

  return {
    onTraffic(traffic: Traffic): void {
      messages += 1;
      bytes += traffic.bytes;
      if ("method" in traffic.message && traffic.message.method === "tools/call") toolCalls += 1;
    },

    /** Runs the calls of one tool and says what crossed meanwhile. */
    async measure(tool: string, calls: readonly (() => Promise<void>)[]): Promise<CallMeasure> {
      const before = { messages, toolCalls, bytes, at: performance.now() };
      for (const call of calls) await call();
      return {
        tool,
        calls: calls.length,
        messages: messages - before.messages,
        toolCalls: toolCalls - before.toolCalls,
        bytes: bytes - before.bytes,
        milliseconds: performance.now() - before.at,
      };
    },
  };
}
