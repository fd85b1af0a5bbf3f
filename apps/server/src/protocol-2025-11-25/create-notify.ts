import type { Notify } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { log } from "../log.ts";
import type { Extra } from "./back-channel.ts";

/** Tells the client of a call how far it has come, if it asked for that, and its log what the tool says. */
export function createNotify(server: McpServer, { _meta, sendNotification, sessionId }: Extra): Notify {
  const report = (sent: Promise<void>) => void sent.catch((error: Error) => log(error.message));
  const progressToken = _meta?.progressToken;
  return {
    progress(progress) {
      if (progressToken === undefined) return;
      report(sendNotification({ method: "notifications/progress", params: { progressToken, ...progress } }));
    },
    log: (level, data) => report(server.server.sendLoggingMessage({ level, logger: "kit-server", data }, sessionId)),
  };
}
