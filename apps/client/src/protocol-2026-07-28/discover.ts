import type { SamplingHandler } from "@kit/consent";
import type { JsonRpcMessage, StdioTransport } from "@kit/transport";
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type DiscoverResult,
  isSpecType,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/client";
import { CLIENT_INFO, clientCapabilities } from "../client-info.ts";

const REVISION = "2026-07-28";
/** A string, so that it is no id of an SDK's: those are numbers. */
const ID = "server-discover";

/** What a server that speaks 2026-07-28 says of itself. */
export type Discovered = DiscoverResult;

/** What a server makes of the question which revision it speaks. */
export type Discovery =
  | { kind: "modern"; discovered: Discovered }
  /** It answered, and does not speak 2026-07-28. */
  | { kind: "legacy" }
  | { kind: "silent" }
  /** Its process has ended. */
  | { kind: "gone" };

/**
 * Asks a server process which revision it speaks, before an SDK has taken the transport over. What else the server says
 * meanwhile stays in the transport.
 *
 * @param signal Aborts when the server has had its time.
 */
export async function discover(
  transport: StdioTransport,
  handler: SamplingHandler | undefined,
  signal: AbortSignal,
): Promise<Discovery> {
  const _meta = {
    [PROTOCOL_VERSION_META_KEY]: REVISION,
    [CLIENT_INFO_META_KEY]: CLIENT_INFO,
    [CLIENT_CAPABILITIES_META_KEY]: clientCapabilities(handler),
  };
  const early: JsonRpcMessage[] = [];
  try {
    await transport.send({ jsonrpc: "2.0", id: ID, method: "server/discover", params: { _meta } });
    for (let message = await transport.next(signal); message !== undefined; message = await transport.next(signal)) {
      if (isAnswer(message)) return read(message);
      early.push(message);
    }
    return { kind: signal.aborted ? "silent" : "gone" };
  } finally {
    for (const message of early.reverse()) transport.unshift(message);
  }
}

/** Whether a message answers the question, be it in time or later. */
export function isAnswer(message: JsonRpcMessage): boolean {
  return !("method" in message) && message.id === ID;
}

/** What an answer says. */
export function read(answer: JsonRpcMessage): Discovery {
  if (!("result" in answer) || !isSpecType.DiscoverResult(answer.result)) return { kind: "legacy" };
  const discovered = answer.result;
  return discovered.supportedVersions.includes(REVISION) ? { kind: "modern", discovered } : { kind: "legacy" };
}
