import type { ProtocolRevision, SamplingResult } from "@kit/protocol";
import { ChildTransport, type ChildTransportOptions } from "@kit/stdio";
import { connect } from "../connect.ts";
import type { SamplingHandler } from "../sampling/create-sampling-handler.ts";
import { identify, kitServerCommand } from "../server-command.ts";

/** Starts the kit's real server and connects to it. */
export async function connectToKitServer(
  revision: ProtocolRevision,
  handler: SamplingHandler,
  options: ChildTransportOptions = {},
  serverEnv: Record<string, string> = {},
) {
  const kitServer = kitServerCommand(process.env);
  const command = { ...kitServer, env: { ...kitServer.env, ...serverEnv } };
  const transport = new ChildTransport(command, options);
  return { transport, connection: await connect({ revision, server: identify("kit", command), transport, handler }) };
}

/** A model's answer for tests. */
export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}
