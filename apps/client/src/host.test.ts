import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { callCommand } from "./commands/call.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { modelsCommand } from "./commands/models.ts";
import { policyCommand } from "./commands/policy.ts";
import { toolsCommand } from "./commands/tools.ts";
import { CLI, runCli, startCli, startSilentModel } from "./testing/run-cli.ts";
import { runCommand } from "./testing/run-command.ts";

// Each starts the client, some of them servers: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), "kit-trust-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder that somebody else has written, with a server that leaves a trace when it is started. */
let folder = "";
let folders = 0;
beforeEach(() => {
  folder = join(root, String(++folders));
  mkdirSync(folder);
});
const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
const isStarted = () => existsSync(join(folder, "started"));
const HOSTILE = { mcpServers: { x: { command: "sh", args: ["-c", "touch started"] } } };
const env = () => ({ XDG_STATE_HOME: join(folder, "state"), INIT_CWD: folder });
const COMMANDS = {
  tools: toolsCommand,
  doctor: doctorCommand,
  call: callCommand,
  policy: policyCommand,
  ledger: ledgerCommand,
  models: modelsCommand,
};
/** Those that use the files of a folder. */
const OPENING = ["models", "tools", "doctor", "call"] as const;
const run = (...args: [keyof typeof COMMANDS, ...string[]]) => runCommand(COMMANDS[args[0]], args, env());

/** Runs a command in a terminal, and presses a key on each question. */
async function ask(args: readonly string[], ...keys: string[]): Promise<string> {
  const started = startTerminal(process.execPath, [...CLI, ...args], { cwd: folder, columns: 80, env: env() });
  for (const [index, key] of keys.entries()) {
    await started.until("n do not", index + 1);
    started.terminal.write(key);
  }
  await started.exited;
  return started.screen.text;
}

describe("files of the folder in which the user stands", () => {
  it.each([
    ["mcp.json", HOSTILE, "--servers mcp.json"],
    ["sampling.policy.json", { defaults: { mode: "auto" } }, "--policy sampling.policy.json"],
    ["kit.config.json", { providers: { openai: { baseURL: "http://127.0.0.1:9" } } }, "--config kit.config.json"],
  ])("do nothing without a terminal until they are named: %s", async (name, content, flag) => {
    write(name, content);
    for (const command of name === "kit.config.json" ? OPENING : OPENING.slice(1)) {
      const { code, stdout, stderr } = await run(command, ...(command === "call" ? ["summarize"] : []));
      // The doctor tells it as one of its findings.
      const told = `${stdout}${stderr}`.replace(/\s+/g, " ");
      expect({ code, told }).toEqual({ code: 1, told: expect.stringContaining("(untrusted_file)") });
      expect(told).toContain(flag);
    }
    expect(isStarted()).toBe(false);
    const named = await runCli(["tools", ...flag.split(" ")], env(), folder);
    expect(named.stderr).not.toContain("untrusted_file");
    expect(isStarted()).toBe(name === "mcp.json");
  });

  it("end a chat that may not use them, although its input stays open", async () => {
    write("kit.config.json", {});
    expect(await runCli(["chat"], env(), folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--config"),
    });
  });

  it("are asked about once, with what they say and without secrets, and anew when they change", async () => {
    write("mcp.json", HOSTILE);
    write("sampling.policy.json", { $schema: "password=hunter2" });
    const first = await ask(["tools"], "y");
    expect(first).toMatch(/mcp\.json +│ \{"mcpServers":\{"x"/);
    expect(first).toContain("[redacted: password]");
    expect(first).toContain("Files of this folder in force: mcp.json, sampling.policy.json");
    expect(isStarted()).toBe(true);
    expect(await ask(["tools"])).toContain("in force: mcp.json, sampling.policy.json");
    write("mcp.json", { mcpServers: {} });
    expect((await run("tools")).stderr).toContain("untrusted_file");
  });

  it("show what they start, wherever that stands in them, and whole", async () => {
    const args = ["-c", 'PASSWORD="$(rm x)"'];
    const servers = { x: { command: "sh", args, env: { PATH: "." }, envFile: "a.env" } };
    write("mcp.json", { comment: "so it goes on. ".repeat(400), mcpServers: "none", servers });
    const text = (await ask(["tools"], "n")).replace(/\s*\n +│ /g, " ");
    expect(text).toContain('starts              │ PATH=. sh -c "PASSWORD=\\"$(rm x)\\"" with the variables of a.env');
  });

  it("are asked about anew when they change while the user reads", async () => {
    write("mcp.json", { mcpServers: {} });
    const asked = startTerminal(process.execPath, [...CLI, "tools"], { cwd: folder, columns: 80, env: env() });
    await asked.until("n do not");
    write("mcp.json", HOSTILE);
    asked.terminal.write("y");
    await asked.until("n do not", 2);
    asked.terminal.write("n");
    await asked.exited;
    expect(isStarted()).toBe(false);
  });

  it("can be used where nothing can be written", async () => {
    write("kit.config.json", {});
    const nowhere = { ...env(), XDG_STATE_HOME: "/proc/no-such" };
    const args = [...CLI, "call", "summarize", "--document", "Hello.", "--yes", "--ledger", ":memory:"];
    const asked = startTerminal(process.execPath, args, { cwd: folder, columns: 80, env: nowhere });
    await asked.until("n do not");
    asked.terminal.write("y");
    expect(await asked.exited).toBe(0);
    expect(asked.screen.text).toContain("in force: kit.config.json");
  });

  it("are left alone once the user has said no, until they are named", async () => {
    write("mcp.json", HOSTILE);
    expect(await ask(["tools"], "n")).toContain("you have said not to use it");
    expect(await ask(["tools"])).toContain("you have said not to use it. To use it: --servers mcp.json");
    expect(isStarted()).toBe(false);
  });

  it("do nothing when the user presses Ctrl-C", async () => {
    write("mcp.json", HOSTILE);
    const text = await ask(["tools"], "\u0003");
    expect(text).not.toMatch(/Failed|^ +at /m);
    expect((await run("tools")).stderr).toContain("nobody has confirmed it");
  });

  it("are confirmed by the command that writes them", async () => {
    expect((await run("policy", "init")).code).toBe(0);
    expect((await run("tools")).stderr).toContain("in force: sampling.policy.json");
  });

  it("are not those of another folder to which a link points: their programs would be of this one", async () => {
    write("mcp.json", HOSTILE);
    await ask(["tools"], "y");
    expect(isStarted()).toBe(true);
    const other = join(folder, "other");
    mkdirSync(other);
    symlinkSync("../mcp.json", join(other, "mcp.json"));
    expect((await runCli(["tools"], { ...env(), INIT_CWD: other }, other)).stderr).toContain("untrusted_file");
  });

  it("may not say in .env where the client keeps what the user has said, nor what it runs", async () => {
    write(".env", `XDG_DATA_HOME=/x\nEDITOR=evil\nNODE_OPTIONS=--import=evil\nKIT_MODEL=nowhere/x\n`);
    const text = await ask(["call", "summarize", "--document", "Hello.", "--yes"], "y");
    expect(text).toContain(".env sets EDITOR, NODE_OPTIONS, XDG_DATA_HOME: these are not taken");
    expect(text).toContain("unknown_model");
  });

  it("may not be a pipe, which would keep its reader waiting", async () => {
    symlinkSync("/dev/null", join(folder, "mcp.json"));
    expect((await run("tools")).stderr).toContain("it is no file");
  });

  it("include .env, which is left alone without the user's word", async () => {
    write(".env", "KIT_MODEL=nowhere/x\n");
    const args = ["call", "summarize", "--document", "Hello.", "--yes"];
    const unread = await runCli(args, env(), folder);
    expect(unread).toMatchObject({ code: 0, stderr: expect.stringContaining(".env is not read: nobody") });
    const text = await ask(args, "y");
    expect(text).toMatch(/in force: \.env[\s\S]*unknown_model/);
  });
});

it("a client that is killed while a model answers leaves a line for what may be billed", async () => {
  const model = await startSilentModel();
  const args = ["call", "summarize", "--document", "The mill opened in 1931.", "--yes", "--model", "custom/x"];
  const { child, done } = startCli(args, { ...env(), ...model.env }, folder);
  await model.asked;
  child.kill("SIGKILL");
  await done;
  model.close();
  const { stdout } = await run("ledger", "list");
  expect(stdout).toMatch(/summarize +custom\/x +yes +unfinished .* reserved \$0/);
});
