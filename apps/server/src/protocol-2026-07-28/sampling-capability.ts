import { CLIENT_CAPABILITIES_META_KEY } from "@modelcontextprotocol/server";

/** The `sampling` capability in a request's `_meta` envelope: on 2026-07-28 every request declares it anew. */
export function samplingCapability(envelope: object | undefined): { tools?: unknown } | undefined {
  const capabilities: unknown = envelope && Reflect.get(envelope, CLIENT_CAPABILITIES_META_KEY);
  const sampling: unknown = typeof capabilities === "object" && capabilities && Reflect.get(capabilities, "sampling");
  return typeof sampling === "object" && sampling !== null ? sampling : undefined;
}
