import { fromToolError } from "@kit/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { answerInFourRounds, answerPlainly, QUESTION } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { followRequests } from "./testing/follow-requests.ts";
import { INITIALIZE, post, readRefusal } from "./testing/post.ts";
import { spawnHttpServer, startHttpServer } from "./testing/start-http-server.ts";

type Server = Awaited<ReturnType<typeof startHttpServer>>;

let server: Server | undefined;
afterEach(async () => {
  if (server) expect(await server.stop()).toBe(0);
  server = undefined;
});
async function start(...flags: string[]): Promise<Server> {
  server = await startHttpServer(flags);
  return server;
}

describe("replicas", { timeout: 60_000 }, () => {
  it("serve the rounds of one 2026-07-28 call from several processes", async () => {
    const { url } = await start("--replicas", "3");
    const { fetch, served } = followRequests();
    const client = await connectSdkClient("2026-07-28", url, { answer: answerInFourRounds, fetch });
    const before = served.length;
    const { structuredContent } = await client.callTool("answer", QUESTION);
    expect(structuredContent).toMatchObject({ answer: "The harbour is quiet." });
    const rounds = served.slice(before);
    expect(rounds).toHaveLength(5);
    expect(new Set(rounds).size).toBeGreaterThan(1);
    await client.close();
  });

  it("finish a call whose process is killed between two rounds, and replace that process", async () => {
    const { url, said } = await start("--replicas", "3");
    const { fetch, served } = followRequests();
    let killed = 0;
    const client = await connectSdkClient("2026-07-28", url, {
      fetch,
      async answer(request) {
        if (request.messages.length === 3) {
          killed = served.at(-1) ?? 0;
          process.kill(killed, "SIGKILL");
          await said(new RegExp(`Process ${killed} ended \\(SIGKILL\\)`));
        }
        return answerInFourRounds(request);
      },
    });
    const { structuredContent } = await client.callTool("answer", QUESTION);
    expect(structuredContent).toMatchObject({ answer: "The harbour is quiet." });
    expect(served).toContain(killed);
    expect(served.at(-1)).not.toBe(killed);
    await said(/Replica \d is back/);
    const before = new Set(served);
    for (let count = 0; count < 6; count += 1) await client.listTools();
    const after = new Set(served.slice(-6));
    expect(after.size).toBe(3);
    expect([...after].filter((pid) => !before.has(pid))).toHaveLength(1);
    await client.close();
  });

  it("tell a 2025-11-25 client at once that they cannot ask it back", async () => {
    const { url } = await start("--replicas", "2");
    const client = await connectSdkClient("2025-11-25", url, { answer: answerPlainly });
    expect(fromToolError(await client.callTool("summarize", { document: "Quiet." }))).toMatchObject({
      code: "no_back_channel",
      message: expect.stringContaining("--affinity"),
    });
    await client.close();
  });

  it("count the requests of a client together", async () => {
    const { url } = await start("--replicas", "2", "--rate-limit", "4");
    const { fetch, served } = followRequests();
    const statuses = [];
    for (let sent = 0; sent < 6; sent += 1) statuses.push((await post(url, INITIALIZE, {}, fetch)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
    expect(new Set(served).size).toBe(2);
  });

  it("end when the process that started them is killed", async () => {
    const { stop, closed } = await startHttpServer(["--replicas", "2"]);
    expect(await stop("SIGKILL")).toBe("SIGKILL");
    await closed;
  });

  it("say why they cannot start", async () => {
    const { url } = await start();
    const second = spawnHttpServer(["--http", "--replicas", "2", "--port", new URL(url).port]);
    expect(await second.exited).toBe(1);
    expect(second.stderr()).toContain("is in use. Choose another with --port.");
  });
});

describe("replicas with affinity", { timeout: 60_000 }, () => {
  it("keep sessions, each at an address of its own, and know no others", async () => {
    const { url, said } = await start("--replicas", "2", "--affinity");
    const [, second = ""] = await said(/Listening[\s\S]*Listening on (http:\S+)/);
    const client = await connectSdkClient("2025-11-25", url, { answer: answerPlainly });
    expect((await client.callTool("summarize", { document: "Quiet." })).structuredContent).toMatchObject({ words: 3 });
    await client.close();

    const opened = await post(url, INITIALIZE);
    await opened.text();
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    expect((await post(url, { method: "ping" }, session)).status).toBe(200);
    expect(await readRefusal(await post(second, { method: "ping" }, session))).toMatchObject({
      code: "session_unknown",
    });
  });
});
