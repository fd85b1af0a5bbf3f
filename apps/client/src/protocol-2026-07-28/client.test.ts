import { once } from "node:events";
import { KitError, toDeclinedResult } from "@kit/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectOptions, connect } from "../connect.ts";
import type { Connection } from "../connection.ts";
import { scriptedServer } from "../testing/asking-server.ts";
import { textResult } from "../testing/connect-to-kit-server.ts";

/**
 * A server whose tool asks what it is called with, and asks again for what was not answered. Its result tells the
 * answers by key, and how many there were in each round. With `endless` it asks for ever; with `refuse` it answers with
 * that error; with `later` it puts the call off so many times; with `odd` it asks that.
 */
const SCRIPT = `
  const base = { resultType: "complete", ttlMs: 0, cacheScope: "private" };
  const RESULTS = {
    "server/discover": { ...base, supportedVersions: ["2026-07-28"], capabilities: { tools: {} } },
    "tools/list": { ...base, tools: [{ name: "ask", inputSchema: { type: "object" }, outputSchema: { type: "object", required: ["rounds"] } }] },
  };
  const write = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method, params } = JSON.parse(line);
    if (RESULTS[method] !== undefined) write({ id, result: RESULTS[method] });
    if (method !== "tools/call") return;
    const { requests, endless, refuse, later, odd, stateLength = 0 } = params.arguments;
    const puts = Number(params.requestState ?? 0);
    if (odd !== undefined) return write({ id, result: { resultType: "input_required", ...odd } });
    if (puts < later) return write({ id, result: { resultType: "input_required", requestState: String(puts + 1) } });
    if (later !== undefined) return write({ id, result: { resultType: "complete", content: [], structuredContent: { puts } } });
    if (refuse !== undefined) return write({ id, error: refuse });
    const { answers: earlier = {}, rounds = [] } = JSON.parse((params.requestState ?? "{}").trim());
    const given = params.inputResponses ?? {};
    const answers = Object.fromEntries([...Object.entries(earlier), ...Object.entries(given)]);
    rounds.push(Object.keys(given).length);
    const inputRequests = Object.fromEntries(Object.entries(requests).filter(([key]) => endless || !Object.hasOwn(answers, key)));
    if (Object.keys(inputRequests).length > 0) {
      const requestState = JSON.stringify({ answers, rounds }).padEnd(stateLength);
      return write({ id, result: { resultType: "input_required", inputRequests, requestState } });
    }
    write({ id, result: { resultType: "complete", content: [], structuredContent: { answers, rounds } } });
  });
`;

const opened: Connection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
});

async function call(handler: ConnectOptions["handler"], args: Record<string, unknown>, options = {}) {
  const server = scriptedServer("asking", SCRIPT);
  const connection = await connect({ server, revision: "2026-07-28", ...(handler && { handler }), ...options });
  opened.push(connection);
  return (await connection.callTool("ask", args)).structuredContent;
}

const question = (text: string) => ({
  method: "sampling/createMessage",
  params: { messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 5 },
});
const requests = { a: question("a"), b: question("b"), c: question("c") };
const textOf = (params: unknown) => /"text":"(\w)"/.exec(JSON.stringify(params))?.[1] ?? "";

describe("the rounds of a call", () => {
  it("are one when all questions are answered", async () => {
    const answers = { a: textResult("a"), b: textResult("b"), c: textResult("c") };
    const echo: ConnectOptions["handler"] = async (params) => textResult(textOf(params));
    expect(await call(echo, { requests })).toEqual({ answers, rounds: [0, 3] });
  });

  it("hold the other answers while one question that failed for a passing reason is asked again", async () => {
    const asked: string[] = [];
    const result = await call(
      async (params) => {
        const text = textOf(params);
        asked.push(text);
        if (text === "b" && asked.length <= 3)
          throw new KitError("rate_limited", "Wait.", { data: { retryAfterMs: 5 } });
        return textResult(text);
      },
      { requests },
    );
    expect(asked).toEqual(["a", "b", "c", "b"]);
    expect(result).toMatchObject({ rounds: [0, 3] });
  });

  it("end with the error of a question that goes on failing, and never send a part of the answers", async () => {
    const asked: string[] = [];
    const failing: ConnectOptions["handler"] = async (params) => {
      asked.push(textOf(params));
      if (textOf(params) === "b") throw new KitError("rate_limited", "Wait.", { data: { retryAfterMs: 1 } });
      return textResult("?");
    };
    await expect(call(failing, { requests })).rejects.toMatchObject({ code: "rate_limited" });
    expect(asked).toEqual(["a", "b", "c", "b", "b"]);
  });

  it("carry an answer under any key", async () => {
    const keys = ["__proto__", "constructor", "toString", ""];
    const odd = Object.fromEntries(keys.map((key) => [key, question("a")]));
    expect(await call(async () => textResult("?"), { requests: odd })).toMatchObject({ rounds: [0, 4] });
  });

  it("pause while a server puts the call off", async () => {
    const startedAt = performance.now();
    expect(await call(async () => textResult("?"), { later: 2 })).toEqual({ puts: 2 });
    expect(performance.now() - startedAt).toBeGreaterThan(700);
  });

  it.each([
    ["nothing", {}],
    ["an empty round", { inputRequests: {} }],
    ["no requests, but a list", { inputRequests: [] }],
    ["requests that are null", { inputRequests: null, requestState: "s" }],
    ["a request that is null", { inputRequests: { a: null } }],
    ["a request without a method", { inputRequests: { a: { params: {} } } }],
    ["a state that is a number", { requestState: 5 }],
    ["a state beside requests that is an object", { inputRequests: { a: question("a") }, requestState: {} }],
  ])("are none when %s is asked", async (_what, odd) => {
    await expect(call(async () => textResult("?"), { odd })).rejects.toMatchObject({ code: "invalid_result" });
  });

  it("end with the error of the first question when none is answered", async () => {
    const failing = async () => Promise.reject(new KitError("rate_limited", "Wait."));
    await expect(call(failing, { requests })).rejects.toMatchObject({ code: "rate_limited", message: "Wait." });
  });

  it("end with a question that fails for good, and the others are called off", async () => {
    const aborted: string[] = [];
    const failed = call(
      async (params, { signal }) => {
        if (textOf(params) === "b") throw new KitError("declined", "No.");
        await once(signal, "abort");
        aborted.push(textOf(params));
        throw new KitError("cancelled", "Cancelled.");
      },
      { requests },
    );
    await expect(failed).rejects.toMatchObject({ code: "declined", message: "No." });
    expect(aborted).toEqual(["a", "c"]);
  });

  it("go on when the client declines with a stop reason", async () => {
    const error = new KitError("declined", "No.");
    const declined = await call(async () => Promise.reject(error), { requests }, { declineAs: "stop-reason" });
    expect(declined).toMatchObject({ answers: { a: toDeclinedResult(error) } });
  });

  it("are ten at most", async () => {
    let asked = 0;
    const answering = async () => {
      asked += 1;
      return textResult("?");
    };
    const endless = call(answering, { requests: { a: question("a") }, endless: true });
    await expect(endless).rejects.toMatchObject({ code: "budget_exhausted", data: { rounds: 10 } });
    expect(asked).toBe(10);
  });

  it("carry no state that is too large", async () => {
    const large = call(async () => textResult("?"), { requests, stateLength: 4 * 1024 * 1024 + 1 });
    await expect(large).rejects.toMatchObject({ code: "budget_exhausted" });
  });
});

describe("a question that this client did not declare", () => {
  it("is refused by its method", async () => {
    const elicitation = {
      e: {
        method: "elicitation/create",
        params: { message: "?", requestedSchema: { type: "object", properties: {} } },
      },
    };
    await expect(call(async () => textResult(""), { requests: elicitation })).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringContaining("elicitation/create"),
    });
  });

  it("is refused without a handler", async () => {
    await expect(call(undefined, { requests })).rejects.toMatchObject({ code: "client_cannot_sample" });
  });
});

describe("an error of the server", () => {
  const sampling = { requiredCapabilities: { sampling: {} } };
  const tools = { requiredCapabilities: { sampling: { tools: {} } } };
  it.each([
    ["client_cannot_sample", -32021, sampling],
    ["client_cannot_use_tools", -32021, tools],
    ["state_invalid", -32602, { reason: "invalid_request_state" }],
    [
      "capability_missing",
      -32021,
      { requiredCapabilities: { elicitation: {}, roots: {} } },
      "needs elicitation, roots",
    ],
    ["client_cannot_sample", -32021, null],
    ["unknown_tool", -32602, { "kit/error": { code: "unknown_tool", isRetryable: false } }],
    ["tool_failed", -32042, { elicitations: 5 }],
    ["tool_failed", -32603, {}],
  ])("is %s for %i with its data", async (code, number, data, said = "") => {
    const refuse = { code: number, message: "No.", data };
    const failed = { code, message: expect.stringContaining(said) };
    await expect(call(async () => textResult(""), { requests, refuse })).rejects.toMatchObject(failed);
  });
});
