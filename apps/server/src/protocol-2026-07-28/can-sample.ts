import { CLIENT_CAPABILITIES_META_KEY } from "@modelcontextprotocol/server";

/** Whether a request's `_meta` envelope declares the `sampling` capability: on 2026-07-28 every request says it. */
export function canSample(envelope: object | undefined): boolean {
  const capabilities: unknown = envelope && Reflect.get(envelope, CLIENT_CAPABILITIES_META_KEY);
  return typeof capabilities === "object" && capabilities !== null && "sampling" in capabilities;
}
