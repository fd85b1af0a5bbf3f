import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SamplingResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { INITIALIZE, post, readRefusal } from "./testing/post.ts";
import { startHttpServer } from "./testing/start-http-server.ts";

const ARGUMENTS = { document: "The harbour is quiet." };

/** A client of 2025-11-25 whose call waits for its answer. */
async function waitingCall(url: string) {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<SamplingResult>();
  const client = await connectSdkClient("2025-11-25", url, {
    answer: async () => {
      asked.resolve();
      return answer.promise;
    },
  });
  const call = client.callTool("summarize", ARGUMENTS);
  call.catch(() => undefined);
  await asked.promise;
  return { call, answer: async () => answer.resolve(await answerPlainly()), close: () => client.close() };
}

/** A model that answers when it is told to. */
async function startHeldModel() {
  const asked = Promise.withResolvers<ServerResponse>();
  const model = createServer((_request, response) => asked.resolve(response));
  await new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve));
  const { port } = model.address() as AddressInfo;
  return { asked: asked.promise, close: () => model.close(), baseUrl: `http://127.0.0.1:${port}/v1` };
}

const hasSignals = process.platform !== "win32";

describe.runIf(hasSignals).each(["SIGTERM", "SIGINT"] as const)("on %s the server", { timeout: 60_000 }, (signal) => {
  it("finishes a call that waits for its client, and refuses new ones", async () => {
    const server = await startHttpServer();
    const { call, answer, close } = await waitingCall(server.url);
    const stopped = server.stop(signal);
    await server.said(/Stopping/);

    const health = await fetch(server.url.replace("/mcp", "/healthz"));
    expect([health.status, await health.json()]).toEqual([503, { status: "stopping" }]);
    const refused = await readRefusal(await post(server.url, INITIALIZE));
    expect(refused).toMatchObject({ status: 503, code: "server_stopping" });
    expect(refused.headers.get("retry-after")).toBe("1");

    await answer();
    expect((await call).structuredContent).toMatchObject({ words: 3 });
    expect(await stopped).toBe(0);
    await close();
  });
});

describe.runIf(hasSignals)("a server that stops", { timeout: 60_000 }, () => {
  it("finishes a request in flight, and lets nobody else in", async () => {
    const model = await startHeldModel();
    const env = { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/x", CUSTOM_BASE_URL: model.baseUrl };
    const server = await startHttpServer([], { env });
    const client = await connectSdkClient("2026-07-28", server.url, { answer: answerPlainly });
    const call = client.callTool("summarize", ARGUMENTS);
    const response = await model.asked;
    const stopped = server.stop();
    await server.said(/Stopping/);
    await expect(post(server.url, INITIALIZE)).rejects.toThrow("fetch failed");

    response.writeHead(401, { "content-type": "application/json" }).end("{}");
    expect(JSON.stringify(await call)).toContain("direct_failed");
    expect(await stopped).toBe(0);
    await client.close();
    model.close();
  });

  it("gives up what has not finished in time", async () => {
    const server = await startHttpServer(["--shutdown-timeout", "1"]);
    const { call, close } = await waitingCall(server.url);
    expect(await server.stop()).toBe(0);
    expect(server.stderr()).toContain("still in flight after 1000 ms");
    await close();
    await expect(call).rejects.toThrow();
  });

  it("lets its replicas finish too", async () => {
    const server = await startHttpServer(["--replicas", "2", "--affinity"]);
    const { call, answer, close } = await waitingCall(server.url);
    const stopped = server.stop();
    await server.said(/Stopping/);
    await answer();
    expect((await call).structuredContent).toMatchObject({ words: 3 });
    expect(await stopped).toBe(0);
    await close();
  });
});
