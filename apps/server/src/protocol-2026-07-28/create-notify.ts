import type { Notify } from "@kit/sampling";
import type { ServerContext } from "@modelcontextprotocol/server";
import { log } from "../log.ts";

/** Tells the client of a call how far it has come, if it asked for that, and its log what the tool says. */
export function createNotify({ mcpReq }: ServerContext): Notify {
  const report = (sent: Promise<void>) => void sent.catch((error: Error) => log(error.message));
  const progressToken = mcpReq._meta?.progressToken;
  return {
    progress(progress) {
      if (progressToken === undefined) return;
      report(mcpReq.notify({ method: "notifications/progress", params: { progressToken, ...progress } }));
    },
    log: (level, data) => report(mcpReq.log(level, data, "kit-server")),
  };
}
