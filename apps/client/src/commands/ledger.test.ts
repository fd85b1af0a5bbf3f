import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLedger } from "@kit/consent";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CLI } from "../testing/run-cli.ts";
import { runCommand } from "../testing/run-command.ts";
import { ledgerCommand } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-ledger-"));
const example = join(folder, "example.sqlite");
const foreign = join(folder, "foreign.sqlite");

// Times are told by the clock of this machine.
vi.stubEnv("TZ", "UTC");

beforeAll(async () => {
  const program = fileURLToPath(new URL("../testing/write-example-ledger.ts", import.meta.url));
  execFileSync(process.execPath, [...CLI.slice(0, 2), program, example]);
  const ledger = await openLedger({ path: foreign });
  const tools = ["\u001b]0;mine\u0007wipe\u202e", '=cmd|"calc"'];
  ledger.add({
    ...{ at: Date.now(), server: "new\u009b2Jserver", tools, decision: "auto", wasSent: true, durationMs: 5 },
    ...{ outcome: "replied", requestDiff: "--- asked\n+++ sent\n+\u001b[31mred\n" },
  });
  ledger.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runCommand(ledgerCommand, ["ledger", ...args], { TZ: "UTC" });
const ofExample = (...args: string[]) => run("--ledger", example, ...args);

describe("pnpm client ledger", () => {
  it("adds up by server, tool, model and day, with what is unknown beside what is known", async () => {
    const { code, stdout, stderr } = await ofExample();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^server +requests +refused +failed +tokens in +tokens out +cost +mean time$/m);
    expect(stdout).toMatch(/^kit +3 +1 +0 +3,161 +167 +\$0 +151 ms$/m);
    expect(stdout).toMatch(/^tidy or find +3 +1 +1 +5,120 +900 +\$0\.0123 \+ 1 unknown +2480 ms$/m);
    expect(stdout).toMatch(/^openai\/some-model +3 /m);
    expect(stdout).toMatch(/^2026-11-19 +2 .*\n2026-11-20 +4 /m);
  });

  it("adds up by one of them, as JSON", async () => {
    const { stdout } = await ofExample("--by", "server", "--json");
    expect(JSON.parse(stdout)).toEqual({
      server: [
        expect.objectContaining({ name: "kit", requests: 3, refused: 1, failed: 0, inputTokens: 3161, meanMs: 150.5 }),
        expect.objectContaining({ name: "notes", outputTokens: 900, costUsd: 0.0123, unpriced: 1, meanMs: 2480 }),
      ],
    });
  });

  it.each([
    ["UTC", ["2026-11-18"]],
    ["Australia/Brisbane", ["2026-11-19"]],
  ])("adds up by the day of the user in %s, and since a day of theirs", async (TZ, days) => {
    const ledger = await openLedger({ path: join(folder, `${days}.sqlite`) });
    const rest = {
      server: "kit",
      tools: [],
      decision: "auto",
      wasSent: false,
      durationMs: 1,
      outcome: "replied",
    } as const;
    ledger.add({ ...rest, at: Date.UTC(2026, 10, 18, 20) });
    ledger.add({ ...rest, at: Date.UTC(2026, 10, 17, 13) });
    ledger.close();
    const flags = ["--ledger", ledger.path, "--by", "day", "--json", "--since", days[0] ?? ""];
    const { stdout } = await runCommand(ledgerCommand, ["ledger", ...flags], { TZ });
    expect(JSON.parse(stdout).day.map(({ name }: { name: string }) => name)).toEqual(days);
  });

  it("writes CSV, with the same lines", async () => {
    const { stdout } = await ofExample("--csv");
    const lines = stdout.split("\r\n");
    expect(lines[0]).toBe("by,name,requests,refused,failed,input_tokens,output_tokens,cost_usd,unpriced,mean_ms");
    expect(lines).toContain("server,notes,3,1,1,5120,900,0.0123,1,2480");
    expect(lines).toHaveLength(11);
  });

  it("lists the last requests, the newest first", async () => {
    const { stdout } = await ofExample("list", "--limit", "2");
    expect(stdout.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["id", "time", "server", "tool", "model", "decision", "outcome", "tokens", "cost", "took"],
      [
        "6",
        "2026-11-20 08:11:00",
        "notes",
        "tidy or find",
        "openai/some-model",
        "limit",
        "limit_reached",
        "-",
        "-",
        "2 ms",
      ],
      [
        "5",
        "2026-11-20 08:11:00",
        "notes",
        "tidy or find",
        "openai/some-model",
        "auto",
        "timed_out",
        "-",
        "unknown",
        "120.0 s",
      ],
      [""],
    ]);
    const json = JSON.parse((await run("list", "--ledger", example, "--json")).stdout);
    expect(json).toHaveLength(6);
    expect(json[5]).toMatchObject({ id: 1, at: "2026-11-19T09:30:00.000Z", tools: ["summarize"], userMs: 4000 });
  });

  it("shows one request with the edits and the texts that are kept, or says that they are not", async () => {
    const { stdout } = await ofExample("show", "1");
    expect(stdout).toMatch(/What the \w+ changed in the request\n\n--- asked\n\+\+\+ sent\n/);
    expect(stdout).toContain('"text": "A library moved."');
    expect((await ofExample("show", "4")).stdout).toContain("is not kept");
    expect(JSON.parse((await ofExample("show", "1", "--json")).stdout)).toMatchObject({ request: { maxTokens: 640 } });
  });

  it.each([
    [[]],
    [["list"]],
    [["show", "1"]],
    [["--csv"]],
    [["list", "--csv"]],
    [["--json"]],
    [["show", "1", "--json"]],
  ])("%j lets no name of a server or a tool move the cursor", async (args) => {
    const { code, stdout } = await run("--ledger", foreign, ...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/server/);
    expect(stdout.replace(/\r?\n/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("keeps a tool's name from being a formula", async () => {
    const ledger = await openLedger({ path: join(folder, "formula.sqlite") });
    const rest = { at: 1, decision: "auto", wasSent: false, durationMs: 1, outcome: "replied" } as const;
    ledger.add({ ...rest, server: "kit", tools: ['=cmd|"calc"'] });
    ledger.close();
    const { stdout } = await run("--ledger", ledger.path, "--by", "tool", "--csv");
    expect(stdout).toContain(`tool,"'=cmd|""calc""",1,`);
  });

  it("says that the ledger is empty and how to fill it, and makes no file", async () => {
    const env = { XDG_STATE_HOME: join(folder, "state"), LOCALAPPDATA: join(folder, "state") };
    const { code, stdout } = await runCommand(ledgerCommand, ["ledger"], { ...env, HOME: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The ledger is empty: .*mcp-sampling-kit.ledger\.sqlite\nEvery request .* call a tool/);
    expect(existsSync(join(folder, "state"))).toBe(false);
    const since = await ofExample("list", "--since", "2999-01-01");
    expect(since.stdout).toContain("has no request since 2999-01-01");
    expect(JSON.parse((await run("list", "--ledger", join(folder, "none"), "--json")).stdout)).toEqual([]);
  });

  it("takes a path from where the user stands", async () => {
    const { stdout } = await runCommand(ledgerCommand, ["ledger", "--ledger", "example.sqlite"], {
      INIT_CWD: folder,
    });
    expect(stdout).toContain("tidy or find");
  });

  it.each([
    ["no ledger", ["--ledger", "broken"], "Failed (ledger_unusable): Cannot use the ledger"],
    ["a folder", ["--ledger", "folder"], "Failed (ledger_unusable)"],
    [
      "no such request",
      ["show", "99", "--ledger", "example.sqlite"],
      "Failed (invalid_option): There is no request 99",
      2,
    ],
    ["no number", ["show", "x"], "Write a whole number", 2],
  ])("fails on %s with a sentence and a code to exit with", async (_what, args, message, exitCode = 1) => {
    writeFileSync(join(folder, "broken"), "Not a database. ".repeat(99));
    mkdirSync(join(folder, "folder"), { recursive: true });
    const { code, stdout, stderr } = await runCommand(ledgerCommand, ["ledger", ...args], { INIT_CWD: folder });
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
