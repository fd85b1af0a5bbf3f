import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { ListedTool } from "../connection.ts";

/** A server that never stops listing is cut off here. */
const MAX_PAGES = 100;

/** Lists the tools of all pages; a server without tools has none. */
export async function listAllTools(client: Client, timeoutMs: number): Promise<ListedTool[]> {
  const tools: ListedTool[] = [];
  if (client.getServerCapabilities()?.tools === undefined) return tools;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const listed = await client.listTools(cursor === undefined ? {} : { cursor }, { timeout: timeoutMs });
    tools.push(...listed.tools);
    cursor = listed.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}
