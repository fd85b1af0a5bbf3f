import { GatewayError } from "@kit/gateway";
import type { ProtocolRevision } from "@kit/protocol";
import type { Destination } from "../models/open-models.ts";
import type { SamplingObserver } from "../sampling/sampling-event.ts";
import type { Show } from "./walkthrough-step.ts";

/** Shows what the sampling handler does. The walkthrough calls one tool at a time, so the tool is the last one named. */
export function showSampling(
  protocol: ProtocolRevision,
  destinations: readonly Destination[],
  show: Show,
): SamplingObserver {
  let tool = "";
  return (event) => {
    switch (event.type) {
      case "requested":
        tool = event.origin.tools.join(" or ");
        return show({ step: "sampling-requested", protocol, tool, request: event.request });
      case "model-chosen":
        return show({ step: "model-chosen", protocol, model: event.model, reason: event.reason });
      case "generated": {
        const { type: _, ...generated } = event;
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
