import { parseSamplingRequest } from "@kit/protocol";
import { expect, it } from "vitest";
import { connect } from "../connect.ts";
import { scriptedServer } from "../testing/asking-server.ts";
import { textResult } from "../testing/connect-to-kit-server.ts";

/** A server whose tool sends the request that it is called with, and returns the answer as its text. */
const SCRIPT = `
  const RESULTS = {
    initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } },
    "tools/list": { tools: [{ name: "send", inputSchema: { type: "object" } }] },
  };
  const write = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
  let call;
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method, params, result, error } = JSON.parse(line);
    if (RESULTS[method] !== undefined) write({ id, result: RESULTS[method] });
    if (method === "tools/call") write({ id: "sent by the tool", ...params.arguments });
    if (method === "tools/call") call = id;
    if (id !== "sent by the tool") return;
    write({ id: call, result: { content: [{ type: "text", text: JSON.stringify(result ?? error) }] } });
  });
`;

async function answerTo(request: { method: string; params?: object }): Promise<unknown> {
  const connection = await connect({
    server: scriptedServer("sending", SCRIPT),
    revision: "2025-11-25",
    async handler(params) {
      parseSamplingRequest(params);
      return textResult("ok");
    },
  });
  try {
    const { content } = await connection.callTool("send", { ...request });
    return JSON.parse((content as [{ text: string }])[0].text);
  } finally {
    await connection.close();
  }
}

const question = { messages: [{ role: "user", content: { type: "text", text: "?" } }], maxTokens: 5 };

it("a sampling request is answered by the handler", async () => {
  expect(await answerTo({ method: "sampling/createMessage", params: question })).toEqual(textResult("ok"));
});

it("a sampling request that breaks the specification is refused by the handler, with its code and as invalid params", async () => {
  const broken = { ...question, maxTokens: "many" };
  expect(await answerTo({ method: "sampling/createMessage", params: broken })).toMatchObject({
    code: -32602,
    message: expect.stringContaining("maxTokens"),
    data: { "kit/error": { code: "invalid_request" } },
  });
});

it("a request that this client did not declare is a method that it does not have", async () => {
  expect(await answerTo({ method: "elicitation/create", params: {} })).toMatchObject({ code: -32601 });
});
