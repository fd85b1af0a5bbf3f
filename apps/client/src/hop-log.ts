import { countText, describeUsage, durationText, type SamplingEvent, toolsOf } from "@kit/consent";
import { oneLine } from "@kit/terminal";
import type { JsonRpcMessage, Traffic } from "@kit/transport";

/** Tells every hop in one line: what `--verbose` shows. */
export function createHopLog(tell: (line: string) => void) {
  return {
    onTraffic(server: string, { direction, message, bytes }: Traffic) {
      const arrow = direction === "sent" ? "→" : "←";
      tell(oneLine(`${arrow} ${server}  ${describeMessage(message)} (${countText(bytes)} bytes)`));
    },
    onStderr(server: string, text: string) {
      for (const line of text.trimEnd().split("\n")) tell(oneLine(`! ${server}  ${line}`));
    },
    observe: (event: SamplingEvent) => tell(oneLine(`• sampling ${event.id}  ${describeEvent(event)}`)),
  };
}

/** A message on the wire in a few words. */
export function describeMessage(message: JsonRpcMessage): string {
  if ("method" in message) {
    const tool = message.method === "tools/call" ? ` ${String(message.params?.name)}` : "";
    return `${message.method}${tool}`;
  }
  if ("error" in message) return `error ${message.error.code}: ${message.error.message}`;
  return message.result.resultType === "input_required" ? "result: input_required" : "result";
}

/** What happens to a sampling request, in a few words. */
export function describeEvent(event: SamplingEvent): string {
  switch (event.type) {
    case "requested":
      return `asked by ${event.origin.server} for ${toolsOf(event.origin).join(" or ") || "no call"}`;
    case "model-chosen":
      return `goes to ${event.model}: ${event.reason}`;
    case "decided":
      return `decided: ${event.decision}`;
    case "generated":
      return `${describeUsage(event)} · ${durationText(event.latencyMs)}`;
    case "replied":
      return `answered, stopReason ${event.result.stopReason ?? "none"}`;
    case "failed":
      return `failed (${event.error.code}): ${event.error.message}`;
  }
}
