import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { CLI, startCli, startSilentModel } from "../../testing/run-cli.ts";
import { runCommand } from "../../testing/run-command.ts";
import { serveOnLoopback } from "../../testing/serve-on-loopback.ts";
import { walkthroughCommand } from "./command.ts";

// Most start a server, some the client as well: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "kit-walkthrough-"));
afterAll(() => rmSync(folder, { recursive: true }));

function walk(args: readonly string[], env?: Record<string, string>) {
  return runCommand(walkthroughCommand, ["walkthrough", ...args], env);
}

const stepsOf = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line || "{}"));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the walkthrough", () => {
  it("runs through without a terminal, on both revisions, and tells every hop", async () => {
    const { code, stdout, stderr } = await walk([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const told = [
      ...["Nothing leaves it, no key is needed", "MCP deprecated it on 2026-07-28", "Protocol 2025-11-25"],
      ...["keys in it   none", "Summarize a document", "tools/call summarize", "sampling/createMessage"],
      ...["asks for", "hints", "chooses offline/", "because", "POST 127.0.0.1:", "tokens in", "the model's answer"],
      ...["structuredContent", "Protocol 2026-07-28", "server/discover"],
      ...["sampling/createMessage, inside input_required", "the answer, inside tools/call summarize again"],
      ...["Side by side", "messages", "Recap"],
    ];
    let from = 0;
    for (const words of told) {
      const at = stdout.indexOf(words, from);
      expect(at, `"${words}" after character ${from}`).toBeGreaterThan(-1);
      from = at;
    }
    const arrows = [...stdout.matchAll(/^ *(\d+) {2}\S/gm)].map(([, number]) => Number(number));
    expect(arrows).toEqual(arrows.map((_, index) => index + 1));
    expect(stdout).not.toContain("\u001b");
  });

  it("prints one JSON object per step with --json, and ends with a model server that answers here", async () => {
    const proxy = await serveOnLoopback("/v1", (_request, response) =>
      response.end(JSON.stringify({ data: [{ id: "llama" }] })),
    );
    const env = { LITELLM_PROXY_API_BASE: proxy.url };
    const { code, stdout } = await walk(["--json", "--protocol", "2026-07-28"], env);
    await proxy.kill();
    const steps = stepsOf(stdout);
    expect(code).toBe(0);
    const called = steps.filter(({ step }) => step === "tool-called");
    expect(new Set(called.map(({ tool }) => tool))).toEqual(new Set(["summarize", "classify", "translate"]));
    const returned = steps.filter(({ step }) => step === "tool-returned");
    expect(returned.map(({ tool }) => tool)).toEqual(called.map(({ tool }) => tool));
    for (const { result } of returned) expect(result.model).toMatch(/^offline\//);
    expect(new Set(steps.map(({ protocol }) => protocol))).toEqual(new Set([undefined, "2026-07-28"]));
    expect(steps.at(-1)).toMatchObject({
      step: "recap",
      localServers: [{ provider: "litellm_proxy", models: ["llama"] }],
    });
  });

  it("summarizes the user's own document, withholds keys from the server, and uses no hosted model for them", async () => {
    const own = "The lighthouse on the northern pier was painted red in 1931. It is still red.";
    writeFileSync(join(folder, "own.txt"), own);
    const env = { INIT_CWD: folder, OPENAI_API_KEY: "sk-secret" };
    const { code, stdout } = await walk(["--file", "own.txt", "--json", "--protocol", "2025-11-25"], env);
    expect(code).toBe(0);
    expect(stdout).not.toContain("sk-secret");
    const steps = stepsOf(stdout);
    expect(steps[0].destinations).toMatchObject([{ provider: "offline", isHosted: false }]);
    expect(steps.find(({ step }) => step === "server-spawned").withheld).toEqual(["OPENAI_API_KEY"]);
    expect(steps.find(({ step }) => step === "tool-called").arguments.document).toBe(own);
  });

  it.each([
    ["file_unreadable", ["--file", "no-such-file.md"], {}],
    ["unknown_model", ["--model", "nowhere/x"], {}],
    ["unknown_model", ["--model", "no-slash"], {}],
    ["missing_key", ["--model", "openai/x"], { OPENAI_API_KEY: "" }],
    ["gateway_unreachable", ["--model", "custom/x"], { CUSTOM_BASE_URL: "http://127.0.0.1:9/v1" }],
    ["file_unreadable", ["--file", "empty.md"], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "."], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "binary.bin"], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "latin.txt"], { INIT_CWD: folder }],
    ["missing_base_url", ["--model", "custom/x"], { CUSTOM_BASE_URL: "not a url" }],
    ["missing_base_url", ["--model", "custom/x"], {}],
  ])("says %s, what to do, and fails, without a stack trace", async (code, args, env: Record<string, string>) => {
    writeFileSync(join(folder, "empty.md"), "");
    writeFileSync(join(folder, "binary.bin"), Buffer.from([1, 0, 2, 0]));
    writeFileSync(join(folder, "latin.txt"), Buffer.from("café", "latin1"));
    const run = await walk(args, env);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(new RegExp(`Failed \\(${code}\\): .+\n(Next: .+\n)?$`));
    expect(run.stdout + run.stderr).not.toMatch(/^ +at /m);
  });

  it("shows once why a model failed, and does not tell it beside that", async () => {
    const env = { CUSTOM_BASE_URL: "http://127.0.0.1:9/v1" };
    const { stdout, stderr } = await walk(["--model", "custom/x", "--protocol", "2026-07-28", "--json"], env);
    expect(stepsOf(stdout).filter(({ detail }) => detail?.includes("127.0.0.1:9"))).toHaveLength(1);
    expect(stderr).not.toContain("A sampling request of");
  });

  it.each([
    [["--protocol", "2024-11-05"], "Allowed choices are 2025-11-25, 2026-07-28"],
    [["--colour"], "unknown option '--colour'"],
  ])("refuses the option %j and says what it takes", async (args, said) => {
    const run = await walk(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
  });

  it("says what leaves the machine, and to whom, when a hosted model is named", async () => {
    const proxy = await serveOnLoopback("/v1", (_request, response) => response.writeHead(401).end("{}"));
    const env = { OPENAI_API_KEY: "sk-secret", CUSTOM_BASE_URL: proxy.url };
    const { code, stdout } = await walk(["--model", "custom/x", "--model", "openai/x", "--json"], env);
    await proxy.kill();
    const steps = stepsOf(stdout);
    expect(steps[0].destinations).toMatchObject([
      { provider: "openai", isHosted: true },
      { provider: "custom", isHosted: false },
    ]);
    expect({ code, last: steps.at(-1).code }).toEqual({ code: 1, last: "gateway_unauthorized" });
  });

  it.each(PROTOCOL_REVISIONS)("leaves no process behind on SIGINT in the middle of a call on %s", async (protocol) => {
    const silent = await startSilentModel();
    const { child, done } = startCli(["--model", "custom/x", "--json", "--protocol", protocol], silent.env);
    await silent.asked;
    child.kill("SIGINT");
    const { code, stdout, stderr } = await done;
    silent.close();
    const spawned = stepsOf(stdout).find(({ step }) => step === "server-spawned");
    expect(isAlive(spawned.pid)).toBe(false);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
  });
});

describe("the walkthrough in a terminal", () => {
  function start(env: Record<string, string> = {}) {
    const cwd = fileURLToPath(new URL("../../..", import.meta.url));
    const started = startTerminal(process.execPath, CLI, { cwd, env });
    onTestFinished(() => started.terminal.kill());
    return started;
  }

  it("waits for Enter between acts and between tools, in colour", async () => {
    const { terminal, screen, exited, until } = start();
    for (let pause = 1; pause <= 9; pause += 1) {
      await until("Enter to go on", pause);
      terminal.write("\r");
    }
    expect(await exited).toBe(0);
    expect(screen.text).toContain("\u001b[");
    expect(screen.text).toContain("Recap");
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("writes no colour with NO_COLOR, and stops on %s", async (_name, key) => {
    const { terminal, screen, exited, until } = start({ NO_COLOR: "1" });
    await until("Enter to go on");
    for (const bold of ["\u001b[1m", "\u001b[2m", "\u001b[36m"]) expect(screen.text).not.toContain(bold);
    terminal.write(key);
    expect(await exited).toBe(130);
    expect(screen.text).not.toMatch(/^ +at |Error/m);
  });
});
