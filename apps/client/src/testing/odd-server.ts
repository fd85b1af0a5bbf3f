import type { CommandServer } from "@kit/transport";
import { scriptedServer } from "./asking-server.ts";

/** What 2026-07-28 wants in a result of a list; 2025-11-25 does not look at it. */
export const LISTING = { resultType: "complete", ttlMs: 0, cacheScope: "private" };

/**
 * How an odd server greets and lists. A list for a method is answered item by item, the last one for ever, and LARGE
 * stands for four million letters.
 */
type Results = Record<string, unknown>;

/** What an odd server says before a tool is called. */
export const ODD_RESULTS: Results = {
  "server/discover": { ...LISTING, supportedVersions: ["2026-07-28"], capabilities: { tools: { listChanged: true } } },
  initialize: {
    ...{ protocolVersion: "2025-11-25", capabilities: { tools: { listChanged: true } } },
    serverInfo: { name: "odd", version: "1" },
  },
  "tools/list": { ...LISTING, tools: [{ name: "say", inputSchema: { type: "object" } }] },
};

/**
 * A server without an SDK, of both revisions, that says what no decent server would. Its tool `say` writes the `lines`
 * of its arguments as they are, with the id of the call in the place of ID, and its
 * own name in that of SERVER; without any it is silent.
 */
export function oddServer(results: Results = {}, name = "odd"): CommandServer {
  const all = { ...ODD_RESULTS, ...results };
  return scriptedServer(
    name,
    `const results = ${JSON.stringify(all)};
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { id, method, params } = JSON.parse(line);
      const known = results[method];
      const result = Array.isArray(known) ? (known.length > 1 ? known.shift() : known[0]) : known;
      const { lines = [] } = params?.arguments ?? {};
      if (method === "tools/call") for (const line of lines) console.log(line.replaceAll("ID", id).replaceAll("SERVER", ${JSON.stringify(name)}));
      else if (result !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, result }).replace("LARGE", "x".repeat(4e6)));
    });`,
  );
}

/** A line that answers with these members beside its id, as a text, so that any JSON may stand there. */
export function answerLine(members: string): string {
  return `{"jsonrpc":"2.0","id":ID,${members}}`
    .replace('"result":{}', '"result":{"resultType":"complete"}')
    .replace('"result":{"', '"result":{"resultType":"complete","');
}
