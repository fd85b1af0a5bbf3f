import { type SamplingObserver, toolsOf } from "@kit/consent";
import { GatewayError } from "@kit/gateway";
import type { ProtocolRevision } from "@kit/protocol";
import type { Destination } from "../models/open-models.ts";
import type { Show } from "./walkthrough-step.ts";

/** Shows what the sampling handler does, and for which tool. */
export function showSampling(
  protocol: ProtocolRevision,
  destinations: readonly Destination[],
  show: Show,
): SamplingObserver {
  const tools = new Map<number, string>();
  return (event) => {
    if (event.type === "requested") tools.set(event.id, toolsOf(event.origin).join(" or "));
    const tool = tools.get(event.id) ?? "";
    switch (event.type) {
      case "requested":
        return show({ step: "sampling-requested", protocol, tool, request: event.request });
      case "model-chosen":
        return show({ step: "model-chosen", protocol, model: event.model, reason: event.reason });
      case "generated": {
        const { type: _, id: __, ...generated } = event;
        const { host = event.provider, path = "" } =
          destinations.find(({ provider }) => provider === event.provider) ?? {};
        return show({ step: "generated", protocol, host, path, ...generated });
      }
      case "replied":
        return show({ step: "sampling-replied", protocol, tool, result: event.result });
      case "failed": {
        const { code, message, cause } = event.error;
        const detail = cause instanceof GatewayError ? { detail: cause.message } : {};
        return show({ step: "sampling-failed", protocol, tool, code, message, ...detail });
      }
    }
  };
}
