import { fromToolError } from "@kit/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerInFourRounds, answerPlainly, QUESTION } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { findProgram } from "./testing/find-program.ts";
import { followRequests } from "./testing/follow-requests.ts";
import { modernCall } from "./testing/modern-call.ts";
import { INITIALIZE, post } from "./testing/post.ts";
import { startHttpServer } from "./testing/start-http-server.ts";
import { startRedis } from "./testing/start-redis.ts";

const path = findProgram("redis-server");
const CALL = { name: "summarize", arguments: { document: "It is quiet." } };

type Asked = { result: { requestState: string; inputRequests: Record<string, unknown> } };

describe.skipIf(path === undefined)("states in Redis", { timeout: 60_000 }, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let servers: Awaited<ReturnType<typeof startHttpServer>>[];

  async function start(count: number, ...flags: string[]): Promise<string[]> {
    const env = { KIT_STATE_KEY: "one secret for all of the processes", KIT_STATE_STORE: redis.url };
    servers = await Promise.all(Array.from({ length: count }, () => startHttpServer(flags, { env })));
    return servers.map(({ url }) => url);
  }
  beforeEach(async () => {
    redis = await startRedis(path ?? "");
  });
  afterEach(async () => {
    for (const server of servers) expect(await server.stop()).toBe(0);
    await redis.stop();
  });

  it("leave the client a handle, which opens the state in any process, once", async () => {
    const [first = "", second = ""] = await start(2);
    const send = async (url: string, more = {}) => {
      const response = await fetch(url, { method: "POST", ...modernCall({ ...CALL, ...more }) });
      return response.json();
    };
    const { result } = (await send(first)) as Asked;
    expect(result.requestState).toMatch(/^stored\.[\w-]{32}$/);

    const [key = ""] = Object.keys(result.inputRequests);
    const answered = { requestState: result.requestState, inputResponses: { [key]: await answerPlainly() } };
    expect(await send(second, answered)).toMatchObject({ result: { structuredContent: { words: 3 } } });
    const refused = { error: { code: -32602, data: { reason: "invalid_request_state" } } };
    expect(await send(first, answered)).toMatchObject(refused);
  });

  it("carry a tool of four rounds through replicas", async () => {
    const [url = ""] = await start(1, "--replicas", "2");
    const { fetch, served } = followRequests();
    const client = await connectSdkClient("2026-07-28", url, { answer: answerInFourRounds, fetch });
    expect((await client.callTool("answer", QUESTION)).structuredContent).toMatchObject({ sections: [{ number: 1 }] });
    expect(new Set(served).size).toBe(2);
    await client.close();
  });

  it("are missed with a clear error when Redis goes away between two rounds", async () => {
    const [url = ""] = await start(1);
    const client = await connectSdkClient("2026-07-28", url, {
      async answer() {
        await redis.stop();
        await servers[0]?.said(/Redis: /);
        return answerPlainly();
      },
    });
    const result = await client.callTool("summarize", CALL.arguments);
    expect(fromToolError(result)).toMatchObject({ code: "state_store_failed", isRetryable: true });
    await client.close();
  });

  it("are missed with a clear error while Redis is away, and are back when it is", async () => {
    const [url = ""] = await start(1);
    const client = await connectSdkClient("2026-07-28", url, { answer: answerPlainly });
    const call = () => client.callTool("summarize", CALL.arguments);
    expect((await call()).structuredContent).toMatchObject({ words: 3 });

    await redis.stop();
    const error = fromToolError(await call());
    expect(error).toMatchObject({ code: "state_store_failed", isRetryable: true });
    expect(error.message).not.toContain("127.0.0.1");

    redis = await startRedis(path ?? "", redis.port);
    await servers[0]?.said(/Redis is back/);
    expect((await call()).structuredContent).toMatchObject({ words: 3 });
    await client.close();
  });

  it("come with a count of requests that all processes share", async () => {
    const [first = "", second = ""] = await start(2, "--rate-limit", "3");
    const statuses = [];
    for (const url of [first, second, first, second, first]) statuses.push((await post(url, INITIALIZE)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});
