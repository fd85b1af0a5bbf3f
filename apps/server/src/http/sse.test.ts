import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInFourRounds, QUESTION } from "./testing/answers.ts";
import { connectClient } from "./testing/connect-sdk-client.ts";
import { INITIALIZE, post, readRefusal } from "./testing/post.ts";
import { startHttpServer } from "./testing/start-http-server.ts";

const authorization = "Bearer token-of-the-old-client";

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer(["--sse"], { env: { KIT_SERVER_TOKEN: "token-of-the-old-client" } });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

describe("the old HTTP+SSE endpoints", { timeout: 60_000 }, () => {
  it("serve an old client, its questions included", async () => {
    const transport = new SSEClientTransport(new URL("/sse", server.url), {
      requestInit: { headers: { authorization } },
      eventSourceInit: {
        fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
      },
    });
    const client = await connectClient(transport, answerInFourRounds);
    expect((await client.callTool("answer", QUESTION)).structuredContent).toMatchObject({ sections: [{ number: 1 }] });
    await client.close();
  });

  it.each(["/messages", "/messages?sessionId=of-another-process"])("know no session at %s", async (path) => {
    const refused = await readRefusal(await post(new URL(path, server.url).href, INITIALIZE, { authorization }));
    expect(refused).toMatchObject({ status: 404, code: "session_unknown" });
  });

  it("are closed to who has no token", async () => {
    expect(await readRefusal(await fetch(new URL("/sse", server.url)))).toMatchObject({ status: 401 });
  });
});
