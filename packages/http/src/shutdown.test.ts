import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SamplingResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { INITIALIZE, post, readRefusal } from "./testing/requests.ts";
import { startServer } from "./testing/start-server.ts";

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
  const call = client.callTool("ask", {});
  call.catch(() => undefined);
  await asked.promise;
  return { call, answer: async () => answer.resolve(await answerPlainly()), close: () => client.close() };
}

/** A server that answers when it is told to. */
async function startHeldServer() {
  const asked = Promise.withResolvers<ServerResponse>();
  const held = createServer((_request, response) => asked.resolve(response));
  await new Promise<void>((resolve) => held.listen(0, "127.0.0.1", resolve));
  const { port } = held.address() as AddressInfo;
  return { asked: asked.promise, close: () => held.close(), url: `http://127.0.0.1:${port}/` };
}

const hasSignals = process.platform !== "win32";

describe.runIf(hasSignals).each(["SIGTERM", "SIGINT"] as const)("on %s the server", { timeout: 60_000 }, (signal) => {
  it("finishes a call that waits for its client, and refuses new ones", async () => {
    const server = await startServer();
    const { call, answer, close } = await waitingCall(server.url);
    const stopped = server.stop(signal);
    await server.said(/Stopping/);

    const health = await fetch(server.url.replace("/mcp", "/healthz"));
    expect([health.status, await health.json()]).toEqual([503, { status: "stopping" }]);
    const refused = await readRefusal(await post(server.url, INITIALIZE));
    expect(refused).toMatchObject({ status: 503, code: "server_stopping" });
    expect(refused.headers.get("retry-after")).toBe("1");

    await answer();
    expect((await call).structuredContent).toMatchObject({ said: "Quiet." });
    expect(await stopped).toBe(0);
    await close();
  });
});

describe.runIf(hasSignals)("a server that stops", { timeout: 60_000 }, () => {
  it("finishes a request in flight, and lets nobody else in", async () => {
    const held = await startHeldServer();
    const server = await startServer();
    const client = await connectSdkClient("2026-07-28", server.url, { answer: answerPlainly });
    const call = client.callTool("ask", { url: held.url, rounds: 0 });
    const response = await held.asked;
    const stopped = server.stop();
    await server.said(/Stopping/);
    await expect(post(server.url, INITIALIZE)).rejects.toThrow("fetch failed");

    response.end();
    expect((await call).structuredContent).toMatchObject({ said: "" });
    expect(await stopped).toBe(0);
    await client.close();
    held.close();
  });

  it("gives up what has not finished in time", async () => {
    const server = await startServer({ shutdownMs: 100 });
    const { call, close } = await waitingCall(server.url);
    expect(await server.stop()).toBe(0);
    expect(server.stderr()).toContain("still in flight after 100 ms");
    await close();
    await expect(call).rejects.toThrow();
  });
});
