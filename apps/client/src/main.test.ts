import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CLI, runCli, XDG_STATE_HOME } from "./testing/run-cli.ts";

describe("the command line", { timeout: 60_000 }, () => {
  it("names a command that does not exist, and blames no other one", async () => {
    const { code, stdout, stderr } = await runCli(["calll", "summarize"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "Failed (invalid_option): There is no command pnpm client calll. Did you mean call?\n" +
        "Next: pnpm client --help says what each does.\n",
    );
  });

  it.skipIf(process.platform !== "linux")("fails when its output cannot be written, in one line on stderr", () => {
    const full = openSync("/dev/full", "w");
    const { PATH = "", HOME = "" } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [...CLI, "policy"], {
      stdio: ["ignore", full, "pipe"],
      env: { PATH, HOME, XDG_STATE_HOME },
      encoding: "utf8",
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Failed \(file_unwritable\): Cannot write the output \(ENOSPC\)\.\nNext: Make room/);
  });
});
