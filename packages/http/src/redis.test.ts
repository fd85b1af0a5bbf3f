import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { findProgram } from "./testing/find-program.ts";
import { INITIALIZE, modernCall, post } from "./testing/requests.ts";
import { startRedis } from "./testing/start-redis.ts";
import { type FixtureSettings, type RunningServer, startServer } from "./testing/start-server.ts";

const path = findProgram("redis-server");

type Asked = { result: { requestState: string; inputRequests: Record<string, unknown> } };

describe.skipIf(path === undefined)("states in Redis", { timeout: 60_000 }, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let servers: RunningServer[];

  async function start(count: number, more: FixtureSettings = {}): Promise<string[]> {
    const settings = { stateKeys: ["one secret for all of the processes"], stateStoreUrl: redis.url, ...more };
    servers = await Promise.all(Array.from({ length: count }, () => startServer(settings)));
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
    const send = async (url: string, more = {}) => (await fetch(url, { method: "POST", ...modernCall(more) })).json();
    const { result } = (await send(first)) as Asked;
    expect(result.requestState).toMatch(/^stored\.[\w-]{32}$/);

    const [key = ""] = Object.keys(result.inputRequests);
    const answered = { requestState: result.requestState, inputResponses: { [key]: await answerPlainly() } };
    expect(await send(second, answered)).toMatchObject({ result: { structuredContent: { said: "Quiet." } } });
    const refused = { error: { code: -32602, data: { reason: "invalid_request_state" } } };
    expect(await send(first, answered)).toMatchObject(refused);
  });

  it("are missed with a clear error while Redis is away, and are back when it is", async () => {
    const [url = ""] = await start(1);
    const client = await connectSdkClient("2026-07-28", url, {
      async answer() {
        await redis.stop();
        await servers[0]?.said(/Redis: /);
        return answerPlainly();
      },
    });
    // Between two rounds, and before the first.
    expect(JSON.stringify(await client.callTool("ask", {}))).toContain("state_store_failed");
    const away = await client.callTool("ask", {});
    expect(away.isError).toBe(true);
    expect(JSON.stringify(away)).not.toContain("127.0.0.1");
    await client.close();

    redis = await startRedis(path ?? "", redis.port);
    await servers[0]?.said(/Redis is back/);
    const later = await connectSdkClient("2026-07-28", url, { answer: answerPlainly });
    expect((await later.callTool("ask", {})).structuredContent).toMatchObject({ said: "Quiet." });
    await later.close();
  });

  it("come with a count of requests that all processes share", async () => {
    const [first = "", second = ""] = await start(2, { rateLimit: 3 });
    const statuses = [];
    for (const url of [first, second, first, second, first]) statuses.push((await post(url, INITIALIZE)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});
