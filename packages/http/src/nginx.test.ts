import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { connectSdkClient } from "./testing/connect-sdk-client.ts";
import { findProgram } from "./testing/find-program.ts";
import { followRequests } from "./testing/requests.ts";
import { startNginx } from "./testing/start-nginx.ts";
import type { RunningProgram } from "./testing/start-program.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

const path = findProgram("nginx");
const tokens = Array.from({ length: 8 }, (_, index) => `token-of-the-client-${index}`);

describe.skipIf(path === undefined)("three processes behind nginx", { timeout: 60_000 }, () => {
  let servers: RunningServer[];
  let nginx: RunningProgram & { url: string };
  beforeAll(async () => {
    const settings = { stateKeys: ["one secret for all three processes"], tokens };
    servers = await Promise.all([1, 2, 3].map(() => startServer(settings)));
    nginx = await startNginx(
      path ?? "",
      servers.map(({ url }) => url),
    );
  });
  afterAll(async () => {
    await nginx.stop();
    for (const server of servers) expect([0, "SIGKILL"]).toContain(await server.stop());
  });

  it("serve each 2025-11-25 client from one process, its questions and progress included", async () => {
    const processes = new Set<number>();
    for (const token of tokens) {
      const { fetch, served } = followRequests();
      const headers = { authorization: `Bearer ${token}` };
      const client = await connectSdkClient("2025-11-25", nginx.url, { answer: answerPlainly, fetch, headers });
      const seen: number[] = [];
      const result = await client.callTool("ask", { rounds: 3 }, { onprogress: (one) => seen.push(one.progress) });
      expect(result.structuredContent).toMatchObject({ said: "Quiet." });
      expect(seen.length).toBeGreaterThan(1);
      await client.close();
      expect(new Set(served).size).toBe(1);
      processes.add(served[0] ?? 0);
    }
    expect(processes.size).toBeGreaterThan(1);
  });

  it("serve one 2026-07-28 call from all of them, and finish it when one is killed", async () => {
    const { fetch, served } = followRequests();
    let killed = 0;
    let round = 0;
    const client = await connectSdkClient("2026-07-28", nginx.url, {
      fetch,
      headers: { authorization: `Bearer ${tokens[0]}` },
      async answer() {
        round += 1;
        if (round === 4) {
          killed = served.at(-1) ?? 0;
          await Promise.all(servers.filter(({ pid }) => pid === killed).map((server) => server.stop("SIGKILL")));
        }
        return answerPlainly();
      },
    });
    expect((await client.callTool("ask", { rounds: 4 })).structuredContent).toMatchObject({ said: "Quiet." });
    expect(new Set(served).size).toBe(3);
    for (let count = 0; count < 4; count += 1) await client.listTools();
    expect(served.slice(-4)).not.toContain(killed);
    await client.close();
  });
});
