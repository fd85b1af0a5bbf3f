import { type SamplingEvent, type SamplingObserver, toolsOf } from "@kit/consent";
import { oneLine } from "@kit/terminal";
import type { JsonRpcMessage, Traffic } from "@kit/transport";

/** Tells every hop in one line. */
export type HopLog = {
  observe: SamplingObserver;
  onTraffic: (server: string, traffic: Traffic) => void;
  onStderr: (server: string, text: string) => void;
};

/** What `--verbose` shows. */
export function createHopLog(tell: (line: string) => void): HopLog {
  return {
    onTraffic: (server, { direction, message, bytes }) =>
      tell(
        oneLine(
          `${direction === "sent" ? "→" : "←"} ${server}  ${describe(message)} (${bytes.toLocaleString("en")} bytes)`,
        ),
      ),
    onStderr(server, text) {
      for (const line of text.trimEnd().split("\n")) tell(oneLine(`! ${server}  ${line}`));
    },
    observe: (event) => tell(oneLine(`• sampling ${event.id}  ${describeEvent(event)}`)),
  };
}

function describe(message: JsonRpcMessage): string {
  if ("method" in message) {
    const tool = message.method === "tools/call" ? ` ${String(message.params?.name)}` : "";
    return `${message.method}${tool}`;
  }
  if ("error" in message) return `error ${message.error.code}: ${message.error.message}`;
  return message.result.resultType === "input_required" ? "result: input_required" : "result";
}

function describeEvent(event: SamplingEvent): string {
  switch (event.type) {
    case "requested":
      return `asked by ${event.origin.server} for ${toolsOf(event.origin).join(" or ") || "no call"}`;
    case "model-chosen":
      return `goes to ${event.model}: ${event.reason}`;
    case "decided":
      return `decided: ${event.decision}`;
    case "generated":
      return `${event.inputTokens ?? "?"} tokens in, ${event.outputTokens ?? "?"} out, ${Math.round(event.latencyMs)} ms, ${event.costUsd === undefined ? "cost unknown" : `$${event.costUsd}`}`;
    case "replied":
      return `answered, stopReason ${event.result.stopReason ?? "none"}`;
    case "failed":
      return `failed (${event.error.code}): ${event.error.message}`;
  }
}
