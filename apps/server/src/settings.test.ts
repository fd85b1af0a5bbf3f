import { describe, expect, it } from "vitest";
import { createHttpCommand } from "./http-command.ts";
import { readSettings } from "./settings.ts";
import { startRawServer } from "./testing/start-raw-server.ts";

const read = (args: string[], env: Record<string, string> = {}) => readSettings(["node", "main.ts", ...args], env);

describe("the settings", () => {
  it("are those of stdio, without a model of the server's own, when nothing is said", async () => {
    expect(await read([])).toEqual({ http: undefined, direct: undefined, stateKeys: [] });
  });

  it("come from the command line and the environment", async () => {
    const env = { KIT_STATE_KEY: "one, two,", KIT_SERVER_TOKEN: "a,b", KIT_STATE_STORE: "redis://there" };
    expect(await read(["--http", "--port", "0", "--session-idle", "9", "--allowed-host", "a.b", "c.d"], env)).toEqual({
      http: {
        ...{ host: "127.0.0.1", port: 0, tokens: ["a", "b"], allowedHosts: ["a.b", "c.d"], isStateless: false },
        ...{ hasSse: false, rateLimit: undefined, sessionIdleMs: 9_000, shutdownMs: 10_000 },
        stateStoreUrl: "redis://there",
      },
      direct: undefined,
      stateKeys: ["one", "two"],
    });
    expect(await read(["--http", "--token", "c"], env)).toMatchObject({ http: { tokens: ["c"] } });
  });
});

describe("the server's command line", { timeout: 60_000 }, () => {
  it.each([
    ["a port that does not exist", ["--http", "--port", "70000"], "whole number from 0 to 65535"],
    ["an option that does not exist", ["--http", "--prot", "3"], "unknown option '--prot'"],
    ["options of HTTP without --http", ["--port", "3000"], "--http"],
  ])("refuses %s", (_what, args, said) => {
    const command = createHttpCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    expect(() => command.parse(args, { from: "user" })).toThrow(said);
  });

  it.each([
    [2, "an option that does not exist", ["--http", "--prot", "3"], {}, "unknown option '--prot'"],
    [2, "a word that is no option", ["serve"], {}, "See --help"],
    [1, "tokens that are too short", ["--http", "--port", "0"], { KIT_SERVER_TOKEN: "weak" }, "Cannot start"],
  ])("ends with %i on %s", async (code, _what, args, env: Record<string, string>, said) => {
    const server = startRawServer({ args, env });
    expect(await server.exited).toBe(code);
    expect(server.stderr()).toContain(said);
    expect(server.stderr()).not.toMatch(/^ +at /m);
  });
});
