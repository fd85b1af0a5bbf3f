import { countText, describeEvent } from "@kit/consent";
import { oneLine } from "@kit/terminal";
import type { JsonRpcMessage } from "@kit/transport";
import type { Watcher } from "./connection.ts";

/** Tells every hop in one line: what `--verbose` shows. */
export function createHopLog(tell: (line: string) => void): Watcher {
  return {
    connect: (server) => ({
      onTraffic({ direction, message, bytes }) {
        const arrow = direction === "sent" ? "→" : "←";
        tell(oneLine(`${arrow} ${server}  ${describeMessage(message)} (${countText(bytes)} bytes)`));
      },
      onStderr(text) {
        for (const line of text.trimEnd().split("\n")) tell(oneLine(`! ${server}  ${line}`));
      },
      observe: (event) => tell(oneLine(`• sampling ${event.id}  ${describeEvent(event)}`)),
    }),
  };
}

/** A message on the wire in a few words. */
export function describeMessage(message: JsonRpcMessage): string {
  if ("method" in message) return message.method.replace(/^tools.call$/, (call) => `${call} ${message.params?.name}`);
  if ("error" in message) return `error ${message.error.code}: ${message.error.message}`;
  return message.result.resultType === "input_required" ? "result: input_required" : "result";
}
