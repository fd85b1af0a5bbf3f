import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A configuration, as a file, of one server that answers each method with what it is given, and calls itself so. */
export function writeResultsServer(
  folder: string,
  name: string,
  says: string,
  results: Record<string, unknown>,
): string {
  const serverInfo = { name: says, version: "1" };
  const all = { initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo }, ...results };
  const script = `const results = ${JSON.stringify(all)};
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { id, method } = JSON.parse(line);
      const answer = method in results ? { result: results[method] } : { error: { code: -32601, message: "No." } };
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });`;
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ mcpServers: { [name]: { command: process.execPath, args: ["-e", script] } } }));
  return path;
}
