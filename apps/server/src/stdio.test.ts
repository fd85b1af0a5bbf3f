import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { PROTOCOLS } from "./protocols.ts";
import { MAIN, REVISIONS, startRawServer } from "./testing/start-raw-server.ts";
import { ALL_TOOLS } from "./tools/all-tools.ts";

type RawServer = ReturnType<typeof startRawServer>;

async function end(server: RawServer): Promise<void> {
  expect(await server.close()).toBe(0);
  for (const line of server.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
}

const text = "The harbour is quiet.";
const answer = { role: "assistant", content: { type: "text", text: "Quiet." }, model: "raw/model" };

describe.runIf(REVISIONS.length > 1)("the server's choice of a protocol", () => {
  let server: RawServer;
  beforeEach(() => {
    server = startRawServer();
  });
  afterEach(() => end(server));

  it("speaks 2025-11-25 to a client that begins with initialize", async () => {
    expect((await server.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
  });

  it("speaks 2026-07-28 to a client whose first request says so", async () => {
    expect((await server.modern("server/discover")).result).toMatchObject({ supportedVersions: ["2026-07-28"] });
  });

  it("needs no discovery: the first request may be a tool call", async () => {
    const response = await server.modern("tools/call", { name: "ask", arguments: { text } });
    expect(response.result).toMatchObject({ resultType: "input_required" });
  });

  it("reads a first message that comes in pieces", async () => {
    const message = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "in pieces – ü", version: "1" } },
    });
    for (let at = 0; at < message.length; at += 7) server.write(message.slice(at, at + 7));
    server.write("\n");
    expect((await server.next()).result).toMatchObject({ protocolVersion: "2025-11-25" });
  });

  it("skips blank lines and noise before the first message", async () => {
    server.write("\n\r\n  \nnot json\n[]\n");
    expect((await server.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
    expect(server.lines).toHaveLength(1);
  });

  it("answers a ping before anything else, and decides later", async () => {
    expect((await server.request("ping")).result).toEqual({});
    expect((await server.modern("tools/list")).result).toMatchObject({ resultType: "complete" });
  });

  it("answers a discovery before anything else as the SDK does, and lets the client choose either revision", async () => {
    const discovered = await server.modern("server/discover");
    expect((await server.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
    const other = startRawServer();
    await other.modern("tools/list");
    expect((await other.modern("server/discover")).result).toEqual(discovered.result);
    expect(await other.close()).toBe(0);
  });

  it("answers a discovery that claims no revision, and lets the client begin with initialize", async () => {
    expect((await server.request("server/discover")).result).toMatchObject({ supportedVersions: ["2026-07-28"] });
    expect((await server.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
  });

  it("does not settle on the revision with batches, which a line of one message cannot carry", async () => {
    const asked = { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "old", version: "1" } };
    expect((await server.request("initialize", asked)).result).toMatchObject({ protocolVersion: "2024-11-05" });
  });

  it.each([
    ["2031-01-01", "2031-01-01"],
    [{ toString: null }, "(not a string)"],
  ])("says which revisions it speaks when it is asked for %j, and decides later", async (version, requested) => {
    const _meta = { "io.modelcontextprotocol/protocolVersion": version };
    const { error } = await server.request("server/discover", { _meta });
    expect(error).toMatchObject({ code: -32022, data: { supported: ["2026-07-28"], requested } });
    expect((await server.initialize()).result).toMatchObject({ protocolVersion: "2025-11-25" });
  });
});

describe("a start over stdio", () => {
  it("offers the server's own tools, listed alike on each revision and without the dialect of their schemas", async () => {
    const lists = [];
    for (const revision of REVISIONS) {
      const own = startRawServer({ main: MAIN });
      if (revision === "2025-11-25") await own.initialize();
      const { result } = await (revision === "2025-11-25" ? own.request("tools/list") : own.modern("tools/list"));
      const { tools } = z.object({ tools: z.array(z.looseObject({ name: z.string() })) }).parse(result);
      expect(tools.map(({ name }) => name)).toEqual(ALL_TOOLS.map(({ contract }) => contract.name));
      expect(JSON.stringify(tools)).not.toContain("$schema");
      lists.push(tools);
      expect(await own.close()).toBe(0);
    }
    for (const tools of lists) expect(tools).toEqual(lists[0]);
  });

  it("loads nothing that only HTTP needs", async () => {
    const tell =
      "import{registerHooks as r}from'node:module';r({load(u,c,n){console.error('loaded',u);return n(u,c)}})";
    const NODE_OPTIONS = `--import="data:text/javascript,${encodeURIComponent(tell)}"`;
    for (const revision of REVISIONS) {
      const watched = startRawServer({ env: { NODE_OPTIONS } });
      await watched.callTool(revision, "ask", {});
      expect(await watched.close()).toBe(0);
      expect(watched.stderr()).toContain("/create-server.ts");
      expect(watched.stderr()).not.toMatch(
        /packages\/http\/|packages\/gateway\/|openai|commander|rate-limiter|redis|hono|node:http/,
      );
    }
  });
});

describe.each(REVISIONS)("the server on %s", (revision) => {
  let server: RawServer;
  beforeAll(() => {
    server = startRawServer();
  });
  afterAll(() => end(server));

  it("outlives a message that is nested too deeply to be looked at", async () => {
    await call("ask", {});
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    server.write(`{"jsonrpc":"2.0","id":null,"result":{},"method":"x","params":{"a":${deep}}}\n`);
    server.write(`{"jsonrpc":"2.0","id":1.5,"method":"tools/call","params":{"a":${deep}}}\n`);
    server.write(`{"jsonrpc":"2.0","id":1,"result":{},"error":${deep}}\n`);
    expect((await call("ask", {})).result).toMatchObject({ isError: true });
  });

  it("refuses a call that is too long at once, and goes on", async () => {
    await call("ask", {});
    const refused = await call("ask", { text: "x".repeat(17 * 1024 * 1024) });
    expect(refused.error).toMatchObject({ code: -32600, message: expect.stringContaining("16777216 bytes") });
    expect((await call("ask", {})).result).toMatchObject({ isError: true });
  });

  const call = (name: string, args: object, capabilities?: object) =>
    server.callTool(revision, name, args, capabilities);

  it.each([
    ["an empty text", { text: "" }, "text: must not be empty"],
    ["no text", {}, "text: Invalid input"],
    ["too many rounds", { text, rounds: 5000 }, "rounds: Too big: expected number to be <=10"],
    ["a field that does not exist", { text, words: 5 }, "Unrecognized key"],
    ["a text over the limit", { text: `${"\n".repeat(4_200_000)}x` }, "text: must not exceed 8388608 bytes"],
  ])("names the field and the limit for %s, and goes on", async (_what, args, named) => {
    const { result } = await call("ask", args);
    expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code: "invalid_arguments" } } });
    expect(JSON.stringify(result?.content)).toContain(named);
    expect((await call("ask", { text: 1 })).result).toMatchObject({ isError: true });
  });

  it.each([
    ["ask", {}, "client_cannot_sample", "did not declare the sampling capability. Use a client that does.", {}],
    ["look_up", { sampling: {} }, "client_cannot_use_tools", "did not declare sampling.tools. Use a", { tools: {} }],
  ])("says of %s what its client did not declare", async (name, capabilities, code, words, sampling) => {
    const { result, error } = await call(name, { text }, capabilities);
    if (revision === "2025-11-25") {
      expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code } } });
      expect(JSON.stringify(result?.content)).toContain(words);
    } else {
      const data = { requiredCapabilities: { sampling }, "kit/error": { code } };
      expect(error).toMatchObject({ code: -32021, message: expect.stringContaining(words), data });
    }
  });

  it.each([
    ["a tool that there is not", { name: "sing" }, "unknown_tool", 'There is no tool "sing". List the server\'s tools'],
    ["a tool with a name in lines", { name: "a\nb" }, "unknown_tool", 'There is no tool "a\\nb".'],
    ["a tool of an object's own", { name: "__proto__" }, "unknown_tool", 'There is no tool "__proto__".'],
    ["no name", {}, "invalid_arguments", "params.name: Invalid input: expected string, received undefined"],
    ["a number for a name", { name: 7 }, "invalid_arguments", "params.name: Invalid input: expected string"],
    ["arguments of null", { name: "ask", arguments: null }, "invalid_arguments", "params.arguments: Invalid input"],
    ["arguments in an array", { name: "ask", arguments: [] }, "invalid_arguments", "params.arguments: Invalid input"],
  ])("answers a call of %s with -32602, a code and one sentence", async (_what, params, code, words) => {
    await call("ask", {});
    const request = revision === "2025-11-25" ? server.request : server.modern;
    const { error } = await request("tools/call", params);
    expect(error).toMatchObject({ code: -32602, data: { "kit/error": { code } } });
    expect(error?.message).toContain(words);
    expect(error?.message).not.toContain("\n");
    expect((await call("ask", {})).result).toMatchObject({ isError: true });
  });
});

describe.runIf("2025-11-25" in PROTOCOLS)("sampling on 2025-11-25", () => {
  let server: RawServer;
  beforeAll(() => {
    server = startRawServer();
  });
  afterAll(() => end(server));

  async function callAndAnswer(response: object) {
    await server.initialize();
    server.send({ id: "call", method: "tools/call", params: { name: "ask", arguments: { text } } });
    const question = await server.asked("sampling/createMessage");
    server.send({ id: question.id, ...response });
    let message = await server.next();
    while (message.id !== "call") message = await server.next();
    return { question, result: message.result };
  }

  it("asks with all that the tool wants, and returns what the client answers", async () => {
    const { question, result } = await callAndAnswer({ result: answer });
    // A client of the SDK could not cancel a request with the id 0.
    expect(question.id).not.toBe(0);
    expect(question.params).toMatchObject({ maxTokens: 50, messages: [{ role: "user" }] });
    expect(result).toMatchObject({ structuredContent: { said: "Quiet.", model: "raw/model" } });
  });

  it.each([
    ["declined", { code: -1, message: "User rejected sampling request" }],
    ["client_cannot_sample", { code: -32601, message: "Method not found" }],
    ["sampling_failed", { code: -32603, message: "It broke." }],
    [
      "rate_limited",
      { code: -32603, message: "Wait.", data: { "kit/error": { code: "rate_limited", isRetryable: true } } },
    ],
  ])("reports %s when the client answers with that error", async (code, error) => {
    const { result } = await callAndAnswer({ error });
    expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code } } });
    expect(JSON.stringify(result?.content)).not.toContain("MCP error");
  });

  it.each([
    ["empty_reply", { ...answer, content: { type: "image", data: "aGk=", mimeType: "image/png" } }],
    ["invalid_reply", { ...answer, model: undefined }],
    ["invalid_reply", { ...answer, content: Array.from({ length: 1_000_000 }, () => 0) }],
  ])("reports %s when the answer is of no use", async (code, result) => {
    expect((await callAndAnswer({ result })).result).toMatchObject({ isError: true, _meta: { "kit/error": { code } } });
  });

  it("ends when its input ends in the middle of a call", async () => {
    const other = startRawServer();
    await other.initialize();
    other.send({ id: "call", method: "tools/call", params: { name: "ask", arguments: { text } } });
    await other.asked("sampling/createMessage");
    await end(other);
  });

  it("reports it when the client takes back sampling.tools in the middle of a call", async () => {
    await server.initialize({ sampling: { tools: {} } });
    const call = { name: "look_up", arguments: { text } };
    server.send({ id: "call", method: "tools/call", params: call });
    const question = await server.asked("sampling/createMessage");
    await server.initialize();
    const use = { type: "tool_use", id: "1", name: "look_up", input: { word: "harbour" } };
    server.send({ id: question.id, result: { ...answer, content: [use], stopReason: "toolUse" } });
    let message = await server.next();
    while (message.id !== "call") message = await server.next();
    expect(message.result).toMatchObject({ _meta: { "kit/error": { code: "client_cannot_use_tools" } } });
  });

  it("gives up its question when the client cancels the call, and goes on", async () => {
    await server.initialize();
    server.send({ id: "call", method: "tools/call", params: { name: "ask", arguments: { text } } });
    const question = await server.asked("sampling/createMessage");
    server.send({ method: "notifications/cancelled", params: { requestId: "call" } });
    expect((await server.asked("notifications/cancelled")).params).toMatchObject({ requestId: question.id });
    expect((await server.request("tools/call", { name: "ask", arguments: {} })).result).toMatchObject({
      isError: true,
    });
  });
});

describe.runIf("2026-07-28" in PROTOCOLS)("sampling on 2026-07-28", () => {
  let server: RawServer;
  beforeAll(() => {
    server = startRawServer();
  });
  afterAll(() => end(server));

  const call = { name: "ask", arguments: { text } };

  async function asked() {
    const { result } = await server.modern("tools/call", call);
    const [key = ""] = Object.keys(result?.inputRequests ?? {});
    return { key, requestState: String(result?.requestState), inputResponses: { [key]: answer } };
  }

  it("asks inside the result, and returns what comes back with the state", async () => {
    const { requestState, inputResponses } = await asked();
    const { result } = await server.modern("tools/call", { ...call, requestState, inputResponses });
    expect(result).toMatchObject({ structuredContent: { said: "Quiet.", model: "raw/model" } });
  });

  it("lets the same state be used twice", async () => {
    const { requestState, inputResponses } = await asked();
    const again = () => server.modern("tools/call", { ...call, requestState, inputResponses });
    expect((await again()).result?.structuredContent).toEqual((await again()).result?.structuredContent);
  });

  it.each([
    ["tampered with", (state: string) => state.replace(/.(?=..$)/, (it) => (it === "A" ? "B" : "A"))],
    ["made up", () => "e30.e30"],
    ["empty", () => ""],
  ])("answers -32602 to a state that was %s", async (_how, tamper) => {
    const { requestState, inputResponses } = await asked();
    const { error } = await server.modern("tools/call", {
      ...call,
      requestState: tamper(requestState),
      inputResponses,
    });
    const data = { reason: "invalid_request_state", "kit/error": { code: "state_invalid" } };
    expect(error).toMatchObject({ code: -32602, data });
    expect((await asked()).key).not.toBe("");
  });

  it.each([
    ["other arguments", { name: "ask", arguments: { text, rounds: 2 } }],
    ["another tool", { name: "look_up", arguments: { text } }],
  ])("refuses a state that was sealed for %s", async (_what, other) => {
    const { requestState, inputResponses } = await asked();
    const { result } = await server.modern("tools/call", { ...other, requestState, inputResponses });
    expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code: "state_invalid" } } });
  });

  it("asks again when an answer is missing", async () => {
    const { key, requestState } = await asked();
    const { result } = await server.modern("tools/call", { ...call, requestState, inputResponses: {} });
    expect(Object.keys(result?.inputRequests ?? {})).toEqual([key]);
  });
});
