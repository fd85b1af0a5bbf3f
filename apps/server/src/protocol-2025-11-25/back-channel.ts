import { KitError } from "@kit/protocol";
import type { PushCall } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
import { createMessage } from "./create-message.ts";

/** What the SDK tells a tool about the call that it runs for. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

type Push = Pick<PushCall<unknown>, "createMessage"> & Partial<Pick<PushCall<unknown>, "canSample" | "canUseTools">>;

/** The way on which the questions of a call reach its client. */
export type BackChannel = (server: McpServer, extra: Extra) => Push;

/** The connection of the call: stdio, or the response of the POST that brought the call. */
export const openBackChannel: BackChannel = (server, extra) => ({
  createMessage: createMessage(server, extra.requestId),
});

/**
 * None: over HTTP without sessions, the answer to a question would come to a server that never asked it. What the
 * client can do is not known either, so the question is let through to the error that says why.
 */
export const noBackChannel: BackChannel = () => ({
  canSample: true,
  canUseTools: true,
  createMessage: async () => {
    throw new KitError(
      "no_back_channel",
      "This tool asks the client's model, and on 2025-11-25 this server has no way to ask: it runs without sessions. Use a 2026-07-28 client, or a server with sessions (one process without --stateless, or several with --affinity).",
    );
  },
});
