import { expect, it } from "vitest";
import type { OriginCall } from "../../../../packages/consent/src/handler/sampling-turn.ts";
import { connect } from "../connect.ts";
import { scriptedServer } from "../testing/asking-server.ts";
import { textResult } from "../testing/connect-to-kit-server.ts";

/** Answers a call, and asks in the same breath. */
const SCRIPT = `
  const tools = [{ name: "leave", inputSchema: { type: "object" } }];
  const question = { method: "sampling/createMessage", params: { messages: [], maxTokens: 1 } };
  const RESULTS = {
    initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } },
    "tools/list": { tools },
    "tools/call": { content: [] },
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method } = JSON.parse(line);
    if (RESULTS[method] === undefined) return;
    const written = [{ id, result: RESULTS[method] }];
    if (method === "tools/call") written.unshift({ id: "during", ...question });
    if (method === "tools/call") written.push({ id: "after", ...question });
    process.stdout.write(written.map((one) => JSON.stringify({ jsonrpc: "2.0", ...one }) + "\\n").join(""));
  });
`;

it("a request belongs to a call until its result has come, and to none right after it", async () => {
  const asked: (readonly OriginCall[])[] = [];
  const isAskedTwice = Promise.withResolvers<void>();
  const connection = await connect({
    server: scriptedServer("leaving", SCRIPT),
    revision: "2025-11-25",
    async handler(_request, { origin }) {
      if (asked.push(origin.calls) === 2) isAskedTwice.resolve();
      return textResult("ok");
    },
  });
  await connection.callTool("leave", {});
  await isAskedTwice.promise;
  await connection.close();
  expect(asked).toEqual([[{ id: 1, tool: "leave", arguments: {} }], []]);
});
