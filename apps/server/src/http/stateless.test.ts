import { fromToolError, PROTOCOL_REVISIONS } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInFourRounds, answerPlainly, QUESTION } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { post, readRefusal } from "./testing/post.ts";
import { startHttpServer } from "./testing/start-http-server.ts";

const document = "The harbour is quiet. The library is open.";

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer(["--stateless"]);
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

describe("a server without sessions", { timeout: 60_000 }, () => {
  it.each(PROTOCOL_REVISIONS)("lists its tools on %s", async (revision) => {
    const client = await connectSdkClient(revision, server.url, { answer: answerPlainly });
    expect((await client.listTools()).tools).toHaveLength(4);
    await client.close();
  });

  it("serves 2026-07-28 in full", async () => {
    const client = await connectSdkClient("2026-07-28", server.url, { answer: answerInFourRounds });
    expect((await client.callTool("answer", QUESTION)).structuredContent).toMatchObject({ sections: [{ number: 1 }] });
    await client.close();
  });

  it.each([
    ["summarize", { document }],
    ["answer", QUESTION],
  ])(
    "tells a 2025-11-25 client at once why %s cannot ask, and what to do, instead of leaving it to wait",
    async (tool, args) => {
      const client = await connectSdkClient("2025-11-25", server.url, { answer: answerPlainly });
      const result = await client.callTool(tool, args);
      expect(result.isError).toBe(true);
      const error = fromToolError(result);
      expect(error).toMatchObject({ code: "no_back_channel", isRetryable: false });
      expect(error.message).toContain("Use a 2026-07-28 client, or a server with sessions");
      await client.close();
    },
  );

  it("does not know the session of a server that had them", async () => {
    const answered = await post(server.url, { method: "ping" }, { "mcp-session-id": "of another server" });
    expect(await readRefusal(answered)).toMatchObject({ status: 404, code: "session_unknown" });
  });

  it("has no stream to open", async () => {
    const answered = await fetch(server.url, { headers: { accept: "text/event-stream" } });
    expect(await readRefusal(answered)).toMatchObject({ status: 405, code: "invalid_http_request" });
  });
});

describe("a server without sessions, with a model of its own", { timeout: 60_000 }, () => {
  it("asks that one instead of the client, on 2025-11-25", async () => {
    const env = { KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/x", CUSTOM_BASE_URL: "http://127.0.0.1:9/v1" };
    const direct = await startHttpServer(["--stateless"], { env });
    const client = await connectSdkClient("2025-11-25", direct.url, { answer: answerPlainly });
    expect(fromToolError(await client.callTool("summarize", { document }))).toMatchObject({ code: "direct_failed" });
    await client.close();
    expect(await direct.stop()).toBe(0);
  });
});
