import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenOptions } from "./link.ts";
import { openServer } from "./open-server.ts";

const site = createServer((_request, response) => response.end());
beforeAll(() => new Promise<void>((resolve) => void site.listen(0, "127.0.0.1", resolve)));
afterAll(() => void site.close());

describe("a client that lacks a module", () => {
  const options: OpenOptions<unknown> = {
    revisions: ["2025-11-25"],
    ...{ clientInfo: { name: "test", version: "0" }, capabilities: {}, probeTimeoutMs: 1, handshakeTimeoutMs: 60_000 },
    ...{ onTraffic: undefined, onStderr: undefined, onLink: () => undefined },
    connect: () => import(String("no-such-sdk")),
  };

  it.each([
    ["a process", () => ({ command: process.execPath, args: ["-e", "process.stdin.resume()"], env: {} })],
    ["a URL", () => ({ url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/mcp` })],
  ])("does not blame the server, be it %s, and says what to install", async (_kind, server) => {
    await expect(openServer({ name: "mute", ...server() }, options)).rejects.toMatchObject({
      code: "file_unreadable",
      message: expect.stringMatching(/^This client lacks a module: .*no-such-sdk/),
      fix: expect.stringContaining("Install"),
    });
  });
});
