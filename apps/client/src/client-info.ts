import { SAMPLING_CAPABILITIES, type SamplingHandler } from "@kit/consent";

/** How the client introduces itself, on every revision. */
export const CLIENT_INFO = { name: "kit-client", title: "MCP Sampling Kit client", version: "0.1.0" } as const;

/** What the client declares: without a handler nothing. */
export function clientCapabilities(handler: SamplingHandler | undefined) {
  return handler === undefined ? {} : SAMPLING_CAPABILITIES;
}
