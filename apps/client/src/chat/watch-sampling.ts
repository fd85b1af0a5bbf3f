import { type SamplingObserver, toolsOf } from "@kit/consent";
import type { Sampled } from "./chat-event.ts";

/** Sees the sampling of one connection, and tells of each request when it has ended. */
export function watchSampling(tell: (sampled: Sampled) => void): SamplingObserver {
  const open = new Map<number, Sampled>();
  return (event) => {
    if (event.type === "requested") {
      const { server } = event.origin;
      const unknown = { model: undefined, inputTokens: undefined, outputTokens: undefined, costUsd: undefined };
      open.set(event.id, { server, tools: toolsOf(event.origin), decision: "none", error: undefined, ...unknown });
    }
    const sampled = open.get(event.id);
    if (sampled === undefined) return;
    switch (event.type) {
      case "model-chosen":
        sampled.model = event.model;
        return;
      case "decided":
        sampled.decision = event.decision;
        return;
      case "generated": {
        const { inputTokens, outputTokens, costUsd } = event;
        Object.assign(sampled, { inputTokens, outputTokens, costUsd });
        return;
      }
      case "replied":
      case "failed": {
        open.delete(event.id);
        if (event.type === "failed") sampled.error = { code: event.error.code, message: event.error.message };
        tell(sampled);
      }
    }
  };
}
