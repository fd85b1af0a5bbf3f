import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { listCalls, readTape } from "@kit/tape";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { writeResultsServer } from "../../testing/results-server.ts";
import { CLI, runCli, startCli, startSilentModel, XDG_STATE_HOME } from "../../testing/run-cli.ts";
import { runCommand } from "../../testing/run-command.ts";
import { serveOnLoopback } from "../../testing/serve-on-loopback.ts";
import { walkthroughCommand } from "./command.ts";

// Most start a server, some the client as well: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "kit-walkthrough-"));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = "The lighthouse on the northern pier was painted red in 1931. It is still red.";
writeFileSync(join(folder, "own.txt"), OWN);

function walk(args: readonly string[], env?: Record<string, string>) {
  return runCommand(walkthroughCommand, ["walkthrough", ...args], env);
}

const stepsOf = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line || "{}"));

/** However wide the terminal is. */
const onOneLine = (text: string) => stripVTControlCharacters(text).replace(/\s+/g, " ");

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The acts and steps that the lesson has for the kit's own server, in order. */
const LESSON = readFileSync(new URL("lesson.md", import.meta.url), "utf8");
const NAMES = [...LESSON.matchAll(/^#+ (\S+): /gm)].map(([, name]) => name);
const TOLD = NAMES.slice(0, NAMES.indexOf("next") + 1);

describe("the walkthrough", () => {
  it("teaches in seven acts without a terminal, from what happens in this run", async () => {
    const tape = join(folder, "tape.ndjson");
    const { code, stdout, stderr } = await walk(["--all", "--tape", tape]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const recorded = listCalls((await readTape(tape)).entries);
    expect(new Set(recorded.map(({ revision }) => revision))).toEqual(new Set(PROTOCOL_REVISIONS));
    const source = readFileSync(createRequire(import.meta.url).resolve("@kit/server/src/tools/summarize.ts"), "utf8");
    const stoppedAt = source.split("\n").findIndex((line) => line.includes("await sample(")) + 1;
    const told = [
      ...["may say no", "deprecates sampling", "Nothing leaves it, no key is needed", "1  Who holds the key"],
      ...["keys in them   none", "initialize (", '"sampling": { "tools": {} }'],
      ...[
        "2  One question, on protocol 2025-11-25",
        "tools/call summarize (",
        '"document": "# A Library',
        " characters)",
      ],
      ...[`${stoppedAt} │ const reply = await sample(`, "sampling/createMessage (", '"messages": [{'],
      ...["chooses offline/kit-offline-1: ", "POST 127.0.0.1:", "status 200", "tokens in", "who pays", "stopReason"],
      ...["3  You decide", "── Sampling request", "a approve this call", "decided: once", "label          negative"],
      ...["was sent       Two buttons", "decided: refused", '"code": -1', "declined: "],
      ...["4  The same tool, on protocol 2026-07-28", "server/discover (", "clientCapabilities"],
      ...["result: input_required (", '"requestState": "', `came to line ${stoppedAt}`, "sealed"],
      ...['"inputResponses"', "What crosses twice", "goes on at line", "assertComplete(reply)"],
      ...[
        "3 questions, side by side",
        '"question-3"',
        "La biblioteca",
        "5 questions about reviews",
        "one after the other",
      ],
      ...["search_document", "final_answer", "£46,000", "rounds", "summarize  2025-11-25", "answer     2026-07-28"],
      ...[
        "status 429, Retry-After: 1",
        "waits 1000 ms",
        "status 200",
        "status 429",
        '"rate_limited"',
        "rate_limited: ",
      ],
      ...[
        "walkthrough.sqlite",
        "Who holds the key?",
        "Who pays?",
        "Who may say no?",
        "What crosses twice",
        "client chat",
      ],
    ];
    const text = onOneLine(stdout);
    let from = 0;
    for (const words of told) {
      const at = text.indexOf(onOneLine(words), from);
      expect(at, `"${words}" after "${text.slice(from, from + 80)}"`).toBeGreaterThan(-1);
      from = at;
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(stdout).not.toContain("\u001b");
  });

  it("prints every step and every message with --json, on the user's own document only, and withholds keys", async () => {
    const proxy = await serveOnLoopback("/v1", (_request, response) =>
      response.end(JSON.stringify({ data: [{ id: "llama" }] })),
    );
    const env = { INIT_CWD: folder, OPENAI_API_KEY: "sk-secret", LITELLM_PROXY_API_BASE: proxy.url };
    const { code, stdout } = await walk(["--file", "own.txt", "--json"], env);
    await proxy.kill();
    expect(code).toBe(0);
    expect(stdout).not.toContain("sk-secret");
    const steps = stepsOf(stdout);
    const taught = steps.filter(({ step }) => step !== "message").map(({ step, act }) => (step === "act" ? act : step));
    expect(taught).toEqual(TOLD.filter((name) => name !== "your-turn" && name !== "all-samples"));
    expect(steps.find(({ step }) => step === "server-spawned").facts).toMatchObject({
      "keys in them": "none",
      "keys kept back": "OPENAI_API_KEY",
    });
    const calls = steps.filter(({ what }) => what?.startsWith("tools/call"));
    expect(new Set(calls.map(({ message }) => message.params.name))).toEqual(
      new Set(["summarize", "classify", "translate", "answer"]),
    );
    for (const { message } of calls) expect(JSON.stringify(message.params.arguments)).toContain(OWN);
    expect(steps.find(({ step }) => step === "next").above.join()).toContain("--model litellm_proxy/llama");
    const { rows } = steps.find(({ step }) => step === "measured");
    for (const { messages, bytes, ms } of rows) expect(Math.min(messages, bytes, ms + 1)).toBeGreaterThan(0);
  });

  it("shows every message whole with --wire", async () => {
    const { code, stdout } = await walk(["--wire", "--protocol", "2026-07-28", "--file", "own.txt"], {
      INIT_CWD: folder,
    });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/… \d+ fields?\}|" \([\d,]+ characters\)/);
    for (const words of ["server/discover", "tools/list", "notifications/progress", "io.modelcontextprotocol"]) {
      expect(stdout).toContain(words);
    }
  });

  it.each([
    ["file_unreadable", ["--file", "no-such-file.md"], {}],
    ["unknown_model", ["--model", "nowhere/x"], {}],
    ["unknown_model", ["--model", "no-slash"], {}],
    ["unknown_model", ["--model", "offline/nope"], {}],
    ["invalid_option", ["--server", "nope"], {}],
    ["missing_key", ["--model", "openai/x"], { OPENAI_API_KEY: "" }],
    ["file_unreadable", ["--file", "empty.md"], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "."], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "binary.bin"], { INIT_CWD: folder }],
    ["file_unreadable", ["--file", "latin.txt"], { INIT_CWD: folder }],
    ["missing_base_url", ["--model", "custom/x"], {}],
    ["missing_base_url", ["--model", "custom/x"], { CUSTOM_BASE_URL: "not a url" }],
  ])(
    "says %s and what to do before the first step, without a stack trace",
    async (code, args, env: Record<string, string>) => {
      writeFileSync(join(folder, "empty.md"), "");
      writeFileSync(join(folder, "binary.bin"), Buffer.from([1, 0, 2, 0]));
      writeFileSync(join(folder, "latin.txt"), Buffer.from("café", "latin1"));
      const run = await walk(args, env);
      expect(run.code).toBeGreaterThan(0);
      expect(run.stdout).toMatch(new RegExp(`^\nFailed \\(${code}\\): [\\s\\S]+\nNext: [\\s\\S]+\n$`));
      expect(run.stdout + run.stderr).not.toMatch(/^ +at /m);
    },
  );

  it.each([
    ["a model that stays busy", ["--model", "offline/always-429"], {}, "Rate limit reached"],
    [
      "a model server that is not there",
      ["--model", "custom/x"],
      { CUSTOM_BASE_URL: "http://127.0.0.1:9/v1" },
      "bad port",
    ],
  ])(
    "says once why %s could not answer, after what the gateway tried",
    async (_, args, env: Record<string, string>, reason) => {
      const { code, stdout, stderr } = await walk([...args, "--protocol", "2026-07-28"], env);
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /the gateway waits \d+ ms[\s\S]+the gateway waits \d+ ms[\s\S]+Failed \(\w+\): [\s\S]+Next: /,
      );
      expect((stdout + stderr).split(reason)).toHaveLength(2);
    },
  );

  it.each([
    [["--protocol", "2024-11-05"], "Allowed choices are 2025-11-25, 2026-07-28"],
    [["--colour"], "nknown option '--colour'"],
  ])("refuses the option %j and says what it takes", async (args, said) => {
    const run = await walk(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
  });

  it("names in its help the models that fail", async () => {
    const { stdout } = await runCli(["walkthrough", "--help"]);
    expect(stdout).toContain("offline/flaky-429");
  });

  it("says what leaves the machine, and to whom, when a hosted model is named", async () => {
    const proxy = await serveOnLoopback("/v1", (_request, response) => response.writeHead(401).end("{}"));
    const env = { OPENAI_API_KEY: "sk-secret", CUSTOM_BASE_URL: proxy.url };
    const { code, stdout } = await walk(["--model", "custom/x", "--model", "openai/x", "--json"], env);
    await proxy.kill();
    const steps = stepsOf(stdout);
    expect(steps[0].facts["where it is"]).toMatch(
      /Prompts leave this machine: OpenAI.+Model server: .+ on this machine/,
    );
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
    expect(isAlive(Number(spawned.facts.process))).toBe(false);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
  });
});

describe("the walkthrough of a server of the user's own", () => {
  const start = (...args: string[]) => {
    const entry = createRequire(import.meta.url).resolve("@kit/server/src/main.ts");
    const mine = { command: process.execPath, args: [entry] };
    writeFileSync(join(folder, "mcp.json"), JSON.stringify({ mcpServers: { mine } }));
    return walk(["--json", ...args], { INIT_CWD: folder });
  };

  it("calls a tool that only reads and takes a text, asks about its question, and says what it cannot show", async () => {
    const { code, stdout } = await start("--servers", "mcp.json", "--server", "mine", "--yes");
    expect(code).toBe(0);
    const steps = stepsOf(stdout);
    expect(steps.find(({ step }) => step === "its-call")).toMatchObject({
      did: expect.arrayContaining(["decided: yes"]),
      facts: { words: expect.any(String) },
    });
    expect(steps.at(-1).step).toBe("not-shown");
  });

  it("answers nothing unasked", async () => {
    const { stdout } = await start("--servers", "mcp.json", "--server", "mine");
    expect(stepsOf(stdout).find(({ step }) => step === "its-call").did).toContain("decided: no_terminal");
  });

  it("calls no tool of which it does not know that it only reads", async () => {
    const inputSchema = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
    const tools = [{ name: "send", inputSchema }];
    const servers = writeResultsServer(folder, "other", "other", { "tools/list": { tools } });
    const { code, stdout } = await start("--servers", servers, "--server", "other");
    const steps = stepsOf(stdout);
    expect(code).toBe(0);
    expect(steps.at(-1).step).toBe("not-called");
    expect(steps.filter(({ what }) => what?.startsWith("tools/call"))).toEqual([]);
  });
});

describe("the walkthrough in a terminal", () => {
  const ROWS = 24;

  function start(args: readonly string[], env: Record<string, string> = {}, columns = 80) {
    const cwd = fileURLToPath(new URL("../../..", import.meta.url));
    const options = { cwd, env: { XDG_STATE_HOME, ...env }, columns, rows: ROWS };
    const started = startTerminal(process.execPath, [...CLI, ...args], options);
    onTestFinished(() => started.terminal.kill());
    return started;
  }

  it("shows a screen at a time in colour, asks at real cards, and does what the user decides", async () => {
    const { terminal, screen, exited } = start(["--protocol", "2025-11-25"]);
    let cards = 0;
    for (let seen = 0, ended = false; !ended; ) {
      const asked = screen.text.slice(seen);
      if (asked.includes("Enter to go on, Ctrl-C to stop ")) {
        seen = screen.text.length;
        terminal.write("\r");
      } else if (asked.includes("show all") && asked.includes("help")) {
        seen = screen.text.length;
        cards += 1;
        terminal.write(cards === 3 ? "r" : "a");
      } else if (asked.includes("pnpm eject")) ended = true;
      else {
        await new Promise<void>((resolve) => {
          screen.seen = () => resolve();
        });
      }
    }
    expect(await exited).toBe(0);
    expect(onOneLine(screen.text)).toContain("Refused in this run: 1, which");
    expect(screen.text).toContain("\u001b[");
    const screens = screen.text.split("Enter to go on").filter((shown) => !shown.includes("Sampling request"));
    // The line of the prompt before is above it.
    for (const shown of screens) expect(shown.split("\n").length - 1, shown).toBeLessThanOrEqual(ROWS);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("writes no colour with NO_COLOR, and stops on %s", async (_name, key) => {
    const { terminal, screen, exited, until } = start([], { NO_COLOR: "1" });
    await until("Enter to go on");
    for (const bold of ["\u001b[1m", "\u001b[2m", "\u001b[36m"]) expect(screen.text).not.toContain(bold);
    terminal.write(key);
    expect(await exited).toBe(130);
    expect(screen.text).not.toMatch(/^ +at |Error/m);
  });
});
