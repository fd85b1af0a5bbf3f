import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInFourRounds, answerPlainly, QUESTION } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { findProgram } from "./testing/find-program.ts";
import { followRequests } from "./testing/follow-requests.ts";
import { startHttpServer } from "./testing/start-http-server.ts";
import { startNginx } from "./testing/start-nginx.ts";
import type { RunningProgram } from "./testing/start-program.ts";

const path = findProgram("nginx");
const env = { KIT_STATE_KEY: "one secret for all three processes" };

describe.skipIf(path === undefined)("three processes behind nginx", { timeout: 60_000 }, () => {
  let servers: Awaited<ReturnType<typeof startHttpServer>>[];
  let nginx: RunningProgram & { url: string };
  beforeAll(async () => {
    servers = await Promise.all([1, 2, 3].map(() => startHttpServer(["--affinity"], { env })));
    nginx = await startNginx(
      path ?? "",
      servers.map(({ url }) => url),
    );
  });
  afterAll(async () => {
    await nginx.stop();
    for (const server of servers) expect([0, "SIGKILL"]).toContain(await server.stop());
  });

  it("serve each 2025-11-25 session from one process, its questions included", async () => {
    const processes = new Set<number>();
    for (let count = 0; count < 12; count += 1) {
      const { fetch, served } = followRequests();
      const client = await connectSdkClient("2025-11-25", nginx.url, { answer: answerInFourRounds, fetch });
      expect((await client.callTool("answer", QUESTION)).structuredContent).toMatchObject({
        sections: [{ number: 1 }],
      });
      await client.close();
      expect(new Set(served).size).toBe(1);
      processes.add(served[0] ?? 0);
    }
    expect(processes.size).toBeGreaterThan(1);
  });

  it("bring a long text there and progress back", async () => {
    const client = await connectSdkClient("2025-11-25", nginx.url, { answer: answerPlainly });
    const seen: number[] = [];
    const text = Array.from({ length: 8 }, () => "It is long enough. ".repeat(200)).join("\n\n");
    await client.callTool("translate", { text, to: "es" }, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(1);
    await client.close();
  });

  it("serve one 2026-07-28 call from all of them, and finish it when one is killed", async () => {
    const { fetch, served } = followRequests();
    let killed = 0;
    const client = await connectSdkClient("2026-07-28", nginx.url, {
      fetch,
      async answer(request) {
        if (request.messages.length === 7) {
          killed = served.at(-1) ?? 0;
          await Promise.all(servers.filter(({ pid }) => pid === killed).map((server) => server.stop("SIGKILL")));
        }
        return answerInFourRounds(request);
      },
    });
    const { structuredContent } = await client.callTool("answer", QUESTION);
    expect(structuredContent).toMatchObject({ answer: "The harbour is quiet." });
    expect(new Set(served).size).toBe(3);
    for (let count = 0; count < 4; count += 1) await client.listTools();
    expect(served.slice(-4)).not.toContain(killed);
    await client.close();
  });
});
