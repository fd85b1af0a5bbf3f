import type { SamplingHandler } from "./sampling/create-sampling-handler.ts";

/** How the client introduces itself, on every revision. */
export const CLIENT_INFO = { name: "kit-client", title: "MCP Sampling Kit client", version: "0.1.0" } as const;

/** What the client can do: with a handler it samples, with tools. */
export function clientCapabilities(handler: SamplingHandler | undefined) {
  return handler === undefined ? {} : { sampling: { tools: {} } };
}
