import { describe, expect, it } from "vitest";
import { chosenLedgerPath, ledgerPath } from "./ledger-path.ts";

describe("ledgerPath", () => {
  it.each([
    ["linux", {}, "/home/ada", "/home/ada/.local/state/mcp-sampling-kit/ledger.sqlite"],
    ["linux", { XDG_STATE_HOME: "/state" }, "/home/ada", "/state/mcp-sampling-kit/ledger.sqlite"],
    ["linux", { XDG_STATE_HOME: "" }, "/home/ada", "/home/ada/.local/state/mcp-sampling-kit/ledger.sqlite"],
    ["linux", { XDG_STATE_HOME: "state" }, "/home/ada", "/home/ada/.local/state/mcp-sampling-kit/ledger.sqlite"],
    ["freebsd", {}, "/home/ada", "/home/ada/.local/state/mcp-sampling-kit/ledger.sqlite"],
    ["darwin", {}, "/Users/ada", "/Users/ada/Library/Application Support/mcp-sampling-kit/ledger.sqlite"],
    ["win32", { LOCALAPPDATA: "D:\\Local" }, "C:\\Users\\Ada", "D:\\Local\\mcp-sampling-kit\\ledger.sqlite"],
    ["win32", {}, "C:\\Users\\Ada", "C:\\Users\\Ada\\AppData\\Local\\mcp-sampling-kit\\ledger.sqlite"],
  ] as const)("on %s with %j in %s", (platform, env, home, path) => {
    expect(ledgerPath({ platform, env, home })).toBe(path);
  });
});

describe("chosenLedgerPath", () => {
  it("begins where the person stands", () => {
    expect(chosenLedgerPath("own.sqlite", { INIT_CWD: "/where/I/stand" })).toBe("/where/I/stand/own.sqlite");
    expect(chosenLedgerPath("/own.sqlite", { INIT_CWD: "/where/I/stand" })).toBe("/own.sqlite");
    expect(chosenLedgerPath(":memory:", { INIT_CWD: "/where/I/stand" })).toBe(":memory:");
  });
});
