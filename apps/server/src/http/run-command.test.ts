import { describe, expect, it } from "vitest";
import { spawnHttpServer } from "./testing/start-http-server.ts";

async function fails(args: string[], env: Record<string, string> = {}): Promise<string> {
  const server = spawnHttpServer(args, { env });
  expect(await server.exited).toBe(1);
  return server.stderr();
}

describe("the server's command line", { timeout: 60_000 }, () => {
  it.each([
    ["an open address without a token", ["--host", "0.0.0.0"], "Set KIT_SERVER_TOKEN, or bind to 127.0.0.1."],
    ["an open IPv6 address without a token", ["--host", "::"], "Set KIT_SERVER_TOKEN"],
    ["a name without a token", ["--host", "kit.example"], "Set KIT_SERVER_TOKEN"],
    ["a short token", ["--token", "short"], "needs 16 characters or more"],
    ["a token that no header can carry", ["--token", "with spaces in its middle"], "letters, digits"],
    ["a port that does not exist", ["--port", "70000"], "whole number from 0 to 65535"],
    ["no replicas", ["--replicas", "0"], "whole number from 1 to 256"],
    [
      "old endpoints without sessions",
      ["--sse", "--stateless"],
      "--sse keeps its clients in the memory of one process",
    ],
    ["old endpoints of several processes", ["--sse", "--replicas", "2"], "--sse keeps its clients"],
    ["affinity without sessions", ["--affinity", "--stateless"], "--affinity is for sessions"],
    ["an option that does not exist", ["--prot", "3"], "unknown option '--prot'"],
  ])("refuses %s", async (_what, args, said) => {
    const stderr = await fails(["--http", "--port", "0", ...args]);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });

  it("needs --http for anything but stdio", async () => {
    expect(await fails(["--port", "3000"])).toContain("--http");
  });

  it.each([
    ["no Redis URL", "memcached://127.0.0.1:1", "it is not a redis:// or rediss:// URL"],
    ["a Redis that is not there", "redis://user:secret@127.0.0.1:1", "nothing answers there"],
  ])("refuses %s to keep states in, and shows no password", async (_what, url, said) => {
    const stderr = await fails(["--http", "--port", "0"], { KIT_STATE_STORE: url });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("secret");
  });

  it.each(["KIT_DIRECT", "KIT_STATE_KEY"])("refuses a wrong %s before it listens", async (variable) => {
    expect(await fails(["--http", "--port", "0"], { [variable]: "wrong" })).toContain("Cannot start");
  });
});
