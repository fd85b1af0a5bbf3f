import type { OriginCall } from "@kit/consent";
import { KitError, parseSamplingRequest } from "@kit/protocol";
import { expect, it, onTestFinished } from "vitest";
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

async function answerTo(request: { method: string; params?: object }, error?: Error): Promise<unknown> {
  const connection = await connect({
    server: scriptedServer("sending", SCRIPT),
    revision: "2025-11-25",
    async handler(params) {
      if (error !== undefined) throw error;
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

it.each([
  ["a refusal", new KitError("declined", "No."), -1, "No.", "declined"],
  ["a failure", new KitError("gateway_failed", "Broken."), -32603, "Broken.", "gateway_failed"],
  ["a mistake", new TypeError("sk-secret"), -32603, "The client failed to answer.", "sampling_failed"],
])("%s of the handler goes to the server with its number and its code", async (_what, error, number, message, code) => {
  expect(await answerTo({ method: "sampling/createMessage", params: question }, error)).toMatchObject({
    code: number,
    message,
    data: { "kit/error": { code } },
  });
});

/** Answers a call, and asks in the same breath. */
const LEAVING_SCRIPT = `
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
    server: scriptedServer("leaving", LEAVING_SCRIPT),
    revision: "2025-11-25",
    async handler(_request, { origin }) {
      if (asked.push(origin.calls) === 2) isAskedTwice.resolve();
      return textResult("ok");
    },
  });
  onTestFinished(() => connection.close());
  await connection.callTool("leave", {});
  await isAskedTwice.promise;
  expect(asked).toEqual([[{ id: 1, tool: "leave", arguments: {} }], []]);
});
