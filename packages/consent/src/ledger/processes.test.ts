import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openLedger } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-ledger-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const NOW = Date.UTC(2026, 10, 20, 12);
const LIMIT = 100;

async function startClient(order: { path: string; count: number; expiresAt: number }): Promise<ChildProcess> {
  const program = fileURLToPath(new URL("../testing/reserve-many.ts", import.meta.url));
  const child = fork(program, { execArgv: [] });
  children.push(child);
  child.send({ ...order, requestsPerMinute: LIMIT, now: NOW });
  await once(child, "message");
  return child;
}

async function reserve(child: ChildProcess): Promise<{ reserved: number; refusals: string[] }> {
  child.send("begin");
  const [answer] = await once(child, "message");
  return answer;
}

const oneMore = (now: number) => ({
  ...{ server: "kit", tools: ["summarize"], limits: { requestsPerMinute: LIMIT }, tokens: 10, costUsd: 0 },
  ...{ expiresAt: now + 1000, now },
});

describe("processes that share a ledger", () => {
  it("keep one limit between them when they reserve at the same time, from a file that none of them had", async () => {
    const path = join(folder, "shared.sqlite");
    const order = { path, count: 200, expiresAt: NOW + 60_000 };
    const clients = await Promise.all([startClient(order), startClient(order)]);
    const answers = await Promise.all(clients.map(reserve));
    expect(answers.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(LIMIT);
    expect(new Set(answers.flatMap(({ refusals }) => refusals))).toEqual(new Set(["limit_reached"]));
  });

  it("get back what a process had set aside that died, when its reservations expire", async () => {
    const path = join(folder, "crashed.sqlite");
    const client = await startClient({ path, count: LIMIT, expiresAt: NOW + 5000 });
    expect(await reserve(client)).toEqual({ reserved: LIMIT, refusals: [] });
    client.kill("SIGKILL");
    await once(client, "exit");
    const ledger = await openLedger({ path });
    expect(() => ledger.reserve(oneMore(NOW + 4999))).toThrow(expect.objectContaining({ code: "limit_reached" }));
    expect(ledger.reserve(oneMore(NOW + 5000))).toBeGreaterThan(0);
    ledger.close();
  });
});
