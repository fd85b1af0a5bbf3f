import { KitError, toDeclinedResult } from "@kit/protocol";
import { Client, type DiscoverResult, type Tool, type Transport } from "@modelcontextprotocol/client";
import { CLIENT_INFO, clientCapabilities } from "../client-info.ts";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import type { Answer } from "./answer-questions.ts";
import { wantsHeaders } from "./call-once.ts";
import { driveRounds } from "./drive-rounds.ts";
import { limitSilence } from "./limit-silence.ts";
import { toKitError } from "./to-kit-error.ts";

/**
 * Connects with protocol 2026-07-28: the server's sampling requests come inside the results of a tool call.
 *
 * @param discovered What the server said of itself on this transport, if it was asked already.
 */
export async function connectClient(
  transport: Transport,
  { calls, handler, declineAs, handshakeTimeoutMs }: ClientOptions,
  discovered?: DiscoverResult,
): Promise<ProtocolClient> {
  const client = new Client(CLIENT_INFO, {
    capabilities: clientCapabilities(handler),
    versionNegotiation: { mode: { pin: "2026-07-28" }, probe: { timeoutMs: handshakeTimeoutMs } },
    inputRequired: { autoFulfill: false },
  });
  const withHeaders = new Map<string, Tool>();
  const prior = discovered && { prior: { kind: "modern" as const, discover: discovered } };
  await client.connect(transport, { timeout: handshakeTimeoutMs, ...prior });

  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    async listTools(): Promise<Tool[]> {
      if (client.getServerCapabilities()?.tools === undefined) return [];
      const { tools } = await client.listTools({}, { timeout: handshakeTimeoutMs });
      for (const tool of tools.filter(wantsHeaders)) withHeaders.set(tool.name, tool);
      return tools;
    },
    callTool: (name, args, options) =>
      calls.during(name, args, async (call) => {
        const origin = calls.originOf(client.getServerVersion()?.name, call);
        const answer: Answer = async (request, signal) => {
          if (handler === undefined) throw cannotSample(name);
          return handler(request, { origin, signal }).catch((error: unknown) => {
            if (declineAs === "stop-reason" && isDeclined(error)) return toDeclinedResult(error);
            throw error;
          });
        };
        try {
          const params = { name, arguments: args };
          return await limitSilence(name, options, (bounds) =>
            driveRounds(client, params, withHeaders.get(name), answer, bounds),
          );
        } catch (error) {
          throw toKitError(error, name);
        }
      }),
  };
}

function isDeclined(error: unknown): error is KitError {
  return error instanceof KitError && error.code === "declined";
}

function cannotSample(tool: string): KitError {
  return new KitError("client_cannot_sample", `${tool} asks for sampling, which this client did not declare.`);
}
