import type { ProtocolRevision, SamplingResult } from "@kit/protocol";
import { type ConnectOptions, connect } from "../connect.ts";
import type { Connection } from "../connection.ts";
import type { SamplingHandler } from "../sampling-handler.ts";
import { kitServer } from "../servers.ts";

/** Starts the kit's real server, with more in its environment if need be, and connects to it. */
export function connectToKitServer(
  revision: ProtocolRevision,
  handler: SamplingHandler,
  options: Partial<ConnectOptions> = {},
  serverEnv: Record<string, string> = {},
): Promise<Connection> {
  const kit = kitServer(process.env);
  return connect({ server: { ...kit, env: { ...kit.env, ...serverEnv } }, revision, handler, ...options });
}

/** A model's answer for tests. */
export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}
