import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import { scriptedServer } from "./testing/asking-server.ts";

const TICK_MS = 50;
const LIMIT_MS = 1_000;

/** A server whose tool works for twice the limit, and reports progress on the way if it is asked to. */
const SCRIPT = `
  const server = { capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } };
  const RESULTS = {
    "server/discover": { supportedVersions: ["2026-07-28"], ttlMs: 0, cacheScope: "private", ...server },
    "initialize": { protocolVersion: "2025-11-25", ...server },
    "tools/list": { tools: [{ name: "work", inputSchema: { type: "object" } }], ttlMs: 0, cacheScope: "private" },
  };
  const write = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
  const answer = (id, result) => write({ id, result: { resultType: "complete", ...result } });
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method, params } = JSON.parse(line);
    if (RESULTS[method] !== undefined) answer(id, RESULTS[method]);
    if (method !== "tools/call") return;
    const { progressToken } = params._meta;
    let progress = 0;
    const timer = setInterval(() => {
      progress += 1;
      if (params.arguments.tells) write({ method: "notifications/progress", params: { progressToken, progress } });
      if (progress * ${TICK_MS} < ${2 * LIMIT_MS}) return;
      clearInterval(timer);
      answer(id, { content: [] });
    }, ${TICK_MS});
  });
`;

describe.each(PROTOCOL_REVISIONS)("the time limit of a call on %s", (revision) => {
  async function work(args: { tells: boolean }): Promise<unknown> {
    const connection = await connect({ server: scriptedServer("working", SCRIPT), revision });
    return connection.callTool("work", args, { timeoutMs: LIMIT_MS }).finally(() => connection.close());
  }

  it.concurrent("begins anew with each report of progress", async () => {
    expect(await work({ tells: true })).toMatchObject({ content: [] });
  });

  it.concurrent("ends a call whose server is silent", async () => {
    await expect(work({ tells: false })).rejects.toMatchObject({
      code: "timed_out",
      message: "work was silent for 1 s.",
    });
  });
});
