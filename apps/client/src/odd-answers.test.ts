import type { ProtocolRevision } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import { answerLine, LISTING, ODD_RESULTS, oddServer } from "./testing/odd-server.ts";
import { type HttpTestServer, serveOnLoopback } from "./testing/serve-on-loopback.ts";

type Case = [what: string, members: string, expected: object];

const good = '{"type":"text","text":"good"}';
const failed = (code: string, said: string) => ({ code, message: expect.stringContaining(said) });
const text = (...texts: string[]) => ({ content: texts.map((one) => ({ type: "text", text: one })) });

/** The members of an answer beside `jsonrpc` and `id`, and what the call ends with. */
const CASES: readonly Case[] = [
  ["a result that is null", '"result":null', failed("invalid_result", "its result is null")],
  ["a result that is a text", '"result":"done"', failed("invalid_result", 'its result is "done"')],
  ["a result that is an array", '"result":[]', failed("invalid_result", "its result is an array")],
  ["an error that is a text", '"error":"it broke"', failed("tool_failed", "it broke")],
  ["an error that is null", '"error":null', failed("invalid_result", "neither")],
  ["an error with an odd code", '"error":{"code":"E1","message":"it broke"}', failed("tool_failed", "it broke")],
  ["an error without a message", '"error":{"code":-32000}', failed("tool_failed", "-32000")],
  ["an error that is a number", '"error":5', failed("tool_failed", "5")],
  ["an error with an odd message", '"error":{"code":1,"message":{"toString":1}}', failed("tool_failed", "toString")],
  ["a null error beside a result", `"error":null,"result":{"content":[${good}]}`, text("good")],
  [
    "an error beside a result",
    `"error":{"code":1,"message":"no"},"result":{"content":[]}`,
    failed("tool_failed", "no"),
  ],
  ["a null result beside an error", '"result":null,"error":{"code":1,"message":"no"}', failed("tool_failed", "no")],
  ["neither a result nor an error", '"answer":{}', failed("invalid_result", "neither")],
  ["a member too many", `"result":{"content":[${good}]},"time":5`, text("good")],
  ["odd params beside the result", `"result":{"content":[${good}]},"params":5`, text("good")],
  ["meta that is a number", `"result":{"content":[${good}],"_meta":5}`, text("good")],
  ["meta with an odd token", `"result":{"content":[${good}],"_meta":{"progressToken":{}}}`, text("good")],
  [
    "meta with an odd task",
    `"result":{"content":[${good}],"_meta":{"io.modelcontextprotocol/related-task":5}}`,
    text("good"),
  ],
  ["a task that nobody asked for", '"result":{"task":{"taskId":"1"}}', failed("invalid_result", "content")],
  ["no content", '"result":{}', failed("invalid_result", "content is missing, and there is no structuredContent")],
  ["content that is null", '"result":{"content":null}', failed("invalid_result", "content is null")],
  ["content that is a text", '"result":{"content":"done"}', failed("invalid_result", 'content is "done"')],
  [
    "a block whose text is null",
    '"result":{"content":[{"type":"text","text":null}]}',
    failed("invalid_result", "null"),
  ],
  ["one block that cannot be read", `"result":{"content":[null,{"type":"text"},${good}]}`, text("good")],
  [
    "a block of an unknown type",
    '"result":{"content":[{"type":"hologram","x":1}]}',
    { content: [{ type: "hologram" }] },
  ],
  ["an image without data", `"result":{"content":[{"type":"image"},${good}]}`, text("good")],
  ["a resource without one", `"result":{"content":[{"type":"resource","resource":5},${good}]}`, text("good")],
  ["only structure", '"result":{"structuredContent":{"a":1}}', { structuredContent: { a: 1 } }],
  [
    "odd content beside structure",
    '"result":{"content":5,"structuredContent":{"a":1}}',
    { structuredContent: { a: 1 } },
  ],
  ["a failure without a word", '"result":{"isError":true}', failed("tool_failed", "did not say why")],
  [
    "a failure with odd words",
    '"result":{"isError":true,"content":[{"type":"text","text":{"toString":1}}]}',
    failed("tool_failed", "did not say why"),
  ],
  [
    "an own error with odd data",
    '"result":{"isError":true,"content":[],"_meta":{"kit/error":{"code":"toString","isRetryable":1}}}',
    failed("tool_failed", ""),
  ],
];

describe.each(SPOKEN_REVISIONS)("an answer on %s", (revision: ProtocolRevision) => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect({ server: oddServer(), revision });
  });
  afterAll(() => connection.close());

  /** What the call ends with when its server writes these lines. */
  const outcome = (...lines: string[]): Promise<unknown> =>
    connection.callTool("say", { lines }, { timeoutMs: 20_000 }).catch((error: unknown) => error);

  it.each(CASES)("with %s settles its call", async (_what, members, expected) => {
    const ended = await outcome(answerLine(members));
    expect(ended).toMatchObject(expected);
    if (ended instanceof Error) expect(ended.message).toMatch(/^.{1,300}$/);
  });

  it.each([
    ["is cut off", '{"jsonrpc":"2.0","id":ID,"result":{"content":[{"type":"te'],
    ["names a method, too", '{"jsonrpc":"2.0","id":ID,"method":"tools/call","result":5}'],
    ["stands in a batch", '[{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}]'],
    ["has no version", '{"id":ID,"result":5}'],
    ["is nested too deeply", `{"jsonrpc":"2.0","id":ID,"result":{"content":${"[".repeat(9_000)}${"]".repeat(9_000)}}}`],
  ])("that %s settles its call", async (_what, line) => {
    expect(await outcome(line)).toMatchObject({ code: "invalid_result" });
  });

  it("comes through whatever is written before it", async () => {
    const noise = [
      ...["", "null", "5", "[]", "{}", "Listening on port 3000", '{"level":30,"id":ID,"msg":"started"}'],
      ...['{"jsonrpc":"2.0","method":5}', '{"jsonrpc":"2.0","id":"x","result":{},"error":null}'],
      ...['{"jsonrpc":"2.0","method":"notifications/progress","params":5}', '{"jsonrpc":"2.0","id":null,"error":"no"}'],
      ...['{"jsonrpc":"2.0","method":"notifications/message","params":{"data":{"toString":1}}}'],
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":ID,"progress":"half"}}',
    ];
    expect(await outcome(...noise, answerLine('"result":{"content":[{"type":"text","text":"good"}]}'))).toMatchObject(
      text("good"),
    );
  });

  it("is seen by an observer that throws, and comes all the same", async () => {
    const onTraffic = () => {
      throw new TypeError("Cannot read properties of null");
    };
    const watched = await connect({ server: oddServer(), revision, onTraffic });
    const lines = [answerLine('"result":{"content":[]}')];
    expect(await watched.callTool("say", { lines })).toMatchObject({ content: [] });
    await watched.close();
  });
});

describe.each(SPOKEN_REVISIONS)("a list of tools on %s", (revision) => {
  const good = { name: "good", inputSchema: { type: "object" } };
  const page = (...tools: unknown[]) => ({ ...LISTING, tools });

  /** The names of the tools that are kept of what a server lists, and what is told. */
  async function listed(...pages: unknown[]) {
    const told: string[] = [];
    const warn = told.push.bind(told);
    const connection = await connect({ server: oddServer({ "tools/list": pages }), revision, warn });
    await connection.close();
    return { names: connection.tools.map(({ name }) => name), told: told.join(), tools: connection.tools };
  }

  it.each([
    ["a name that is null", { name: null, inputSchema: {} }, "tool 2 was left out: it has a name that is null"],
    ["no name", {}, "tool 2 was left out: it has a name that is missing"],
    ["no schema", { name: "odd" }, "odd was left out: it has an inputSchema that is missing"],
    ["a schema that is true", { name: "odd", inputSchema: true }, "it has an inputSchema that is true"],
    ["a misspelt type", { name: "odd", inputSchema: { type: "strin" } }, 'it has an inputSchema whose type is "strin"'],
    ["a schema of megabytes", { name: "odd", inputSchema: { a: "LARGE" } }, "it has an inputSchema of 4000008"],
    ["the name of another", good, "good was left out: it is listed twice"],
    ["nothing at all", null, "tool 2 was left out"],
  ])("loses the one with %s, which is told, and keeps the others", async (_what, odd, said) => {
    const { names, told } = await listed(page(good, odd, { ...good, name: "better" }));
    expect(names).toEqual(["good", "better"]);
    expect(told).toContain(said);
  });

  it("keeps schemas that no validator would take, as they are, and compiles none", async () => {
    const inputSchema = { type: "object", properties: { a: true, b: { $ref: "#/nowhere" } }, required: 5 };
    const outputSchema = {
      type: "object",
      properties: { a: { type: "string", pattern: "^(a+)+$", format: "\u001b[2J" } },
    };
    const warn = vi.spyOn(console, "warn");
    const { tools, told } = await listed(page({ ...good, inputSchema, outputSchema, description: null, title: 5 }));
    expect(tools).toEqual([{ name: "good", inputSchema }]);
    expect({ told, calls: warn.mock.calls }).toEqual({ told: "", calls: [] });
  });

  it("cuts a description that is too long, which is told", async () => {
    const { tools, told } = await listed(page({ ...good, description: "LARGE" }));
    expect(tools[0]?.description).toMatch(/^x{10000} \[3990000 more characters were left out\]$/);
    expect(told).toContain("odd: its tools: good was cut: its description has 4000000 characters");
  });

  it("ends where a page comes again", async () => {
    const pages = [
      { ...page(good), nextCursor: "a" },
      { ...page({ ...good, name: "next" }), nextCursor: "a" },
    ];
    const { names, told } = await listed(...pages);
    expect(names).toEqual(["good", "next"]);
    expect(told).toContain("read no further");
  });

  it.each([[5], [null], [{}], ["tools"]])("of %j is none, which is told in one line", async (tools) => {
    const failed = await listed({ ...LISTING, tools }).catch((error: unknown) => error);
    expect(String(failed)).toMatch(/tools\/list cannot be read: tools is .{1,20}$/);
  });
});

/** A server over HTTP that answers every call with this body. */
async function serveBody(type: string, body: (id: unknown) => string): Promise<HttpTestServer> {
  return serveOnLoopback("/mcp", async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { id, method } = JSON.parse(text || "{}");
    if (id === undefined) return response.writeHead(request.method === "POST" ? 202 : 405).end();
    const isCall = method === "tools/call";
    response.writeHead(200, { "content-type": isCall ? type : "application/json" });
    return response.end(isCall ? body(id) : JSON.stringify({ jsonrpc: "2.0", id, result: ODD_RESULTS[method] }));
  });
}

describe.each(SPOKEN_REVISIONS)("an answer over HTTP on %s", (revision) => {
  const event = (data: string) => `event: message\ndata: ${data}\n\n`;
  const asJson = { type: "application/json", wrap: (data: string) => data };
  const asEvent = { type: "text/event-stream", wrap: event };
  const result = (members: string) => `{"jsonrpc":"2.0","id":ID,${members}}`;

  it.each([
    ["a result that is null", asJson, result('"result":null')],
    ["a result that is null", asEvent, result('"result":null')],
    ["an error that is a text", asJson, result('"error":"it broke"')],
    ["an error that is a text", asEvent, result('"error":"it broke"')],
    ["odd meta", asEvent, result('"result":{"resultType":"complete","_meta":5}')],
    ["cut JSON", asJson, '{"jsonrpc":"2.0","id":ID,"result":{"con'],
    ["cut JSON", asEvent, '{"jsonrpc":"2.0","id":ID,"result":{"con'],
    ["a text", asJson, '"done"'],
    ["an empty batch", asJson, "[]"],
    ["nothing", asJson, ""],
  ])("with %s settles its call at once, and the next call works", async (_what, { type, wrap }, data) => {
    const bodies = [data, '{"jsonrpc":"2.0","id":ID,"result":{"resultType":"complete","content":[]}}'];
    const server = await serveBody(type, (id) => wrap(String(bodies.shift()).replaceAll("ID", String(id))));
    const connection = await connect({ server: { name: "odd", url: server.url }, revision });
    const failed = await connection.callTool("say", {}, { timeoutMs: 20_000 }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: expect.stringMatching(/^(invalid_result|tool_failed)$/) });
    expect(String(failed)).toMatch(/^.{1,300}$/);
    expect(await connection.callTool("say", {})).toMatchObject({ content: [] });
    await connection.close();
    await server.kill();
  });
});
