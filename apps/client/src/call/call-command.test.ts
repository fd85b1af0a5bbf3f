import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn as spawnTerminal } from "@lydell/node-pty";
import { afterAll, describe, expect, it } from "vitest";
import { askingServer, scriptedServer } from "../testing/asking-server.ts";
import { CLI, runCli, startCli, startSilentModel } from "../testing/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-call-"));
afterAll(() => rmSync(folder, { recursive: true }));
const here = { INIT_CWD: folder };

const broken = scriptedServer("broken", "console.error('no luck today'); process.exit(1)");
const servers = [askingServer("2025-11-25", "old"), askingServer("2026-07-28", "new"), broken];
const mcpServers = Object.fromEntries(servers.map(({ name, command, args }) => [name, { command, args }]));
writeFileSync(join(folder, "servers.json"), JSON.stringify({ mcpServers }));
writeFileSync(join(folder, "broken.json"), JSON.stringify({ mcpServers: { broken: mcpServers.broken } }));
writeFileSync(join(folder, "text.md"), "The lighthouse was painted red in 1931. It is still red.");
writeFileSync(join(folder, "input.json"), JSON.stringify({ text: "Good morning.", to: "German" }));

// Each starts the client and its servers: on a machine under load that takes a while.
const timeout = 120_000;

describe("pnpm client call", { timeout }, () => {
  it.each(["2025-11-25", "2026-07-28"])("calls a tool of the kit's server on %s and prints JSON", async (protocol) => {
    const args = [
      "call",
      "summarize",
      "--file",
      "text.md",
      "--max-words",
      "20",
      "--json",
      "--protocol",
      protocol,
      "--yes",
    ];
    const { code, stdout, stderr } = await runCli(args, here);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ model: "offline/kit-offline-1", words: expect.any(Number) });
    expect(result.summary).toContain("lighthouse");
  });

  it("takes a file and a flag over --input, and prints text", async () => {
    const { code, stdout } = await runCli(
      ["call", "kit/translate", "--input", "@input.json", "--to", "Spanish", "--yes"],
      here,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^translation {2}Buenos días\.?\n/);
    expect(stdout).toMatch(/^model {8}offline\/kit-offline-1$/m);
  });

  it("refuses what a server asks when there is nobody to ask, and says what to do", async () => {
    const { code, stderr } = await runCli(["call", "translate", "--text", "Good morning.", "--to", "Spanish"], here);
    expect(code).toBe(1);
    expect(stderr).toContain("Failed (declined)");
    expect(stderr).toContain("--yes");
  });

  it("tells how far a long call is on stderr", async () => {
    const long = Array.from({ length: 30 }, (_, index) => `Paragraph ${index}. ${"It is long. ".repeat(120)}`);
    writeFileSync(join(folder, "long.md"), long.join("\n\n"));
    const { code, stderr } = await runCli(["call", "translate", "--file", "long.md", "--to", "Spanish"], here);
    expect(code, stderr).toBe(2);
    const run = await runCli(["call", "translate", "--text", "@long.md", "--to", "Spanish", "--yes"], here);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/^1 of \d+: part \d+ of \d+ translated/);
  });

  it("shows every hop with --verbose", async () => {
    const args = ["call", "translate", "--text", "Good morning.", "--to", "Spanish", "--verbose", "--yes"];
    const { code, stderr } = await runCli(args, here);
    expect(code).toBe(0);
    const told = ["→ kit  server/discover", "→ kit  tools/call translate", "← kit  result: input_required"];
    told.push("• sampling 1  asked by kit for translate", "• sampling 1  goes to offline/", "• sampling 1  answered");
    told.push("→ kit  tools/call translate", "← kit  result");
    let from = 0;
    for (const words of told) {
      const at = stderr.indexOf(words, from);
      expect(at, `"${words}" after character ${from} of ${stderr}`).toBeGreaterThan(-1);
      from = at + words.length;
    }
  });

  it("calls the tool of one of several servers, and tells of the one that is broken", async () => {
    const { code, stdout, stderr } = await runCli(
      ["call", "new/count", "--steps", "2", "--servers", "servers.json"],
      here,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Counted to 2.\n" });
    expect(stderr).toContain("Failed (server_not_started): The server broken did not start: no luck today\nNext: ");
    expect(stderr).toContain("2 of 2: number 2");
  });

  it.each([
    [2, ["--colour"], "There is no flag --colour"],
    [2, [], "kit/summarize needs --document."],
    [2, ["--document", "x", "--max-words", "many"], "--max-words takes a whole number"],
    [2, ["--timeout", "soon"], "It takes a number of seconds"],
    [2, ["--protocol", "2024-11-05"], "Allowed choices are auto, 2025-11-25, 2026-07-28"],
    [2, ["--input", "[]"], "--input takes an object as JSON"],
    [1, ["--file", "none.md"], "Failed (file_unreadable)"],
    [1, ["--document", "x", "--max-words", "2"], "Failed (invalid_arguments)"],
    [1, ["--document", "x", "--model", "nowhere/x"], "Failed (unknown_model)"],
    [1, ["--servers", "none.json"], "Failed (file_unreadable)"],
    [1, ["--servers", "broken.json"], "Failed (server_not_started): The server broken did not start: no luck today"],
  ])("exits with %i for %j, and says why, without a stack trace", async (code, args, said) => {
    const run = await runCli(["call", "summarize", ...args], here);
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: "" });
  });

  it("says an error as JSON when JSON was asked for, and suggests near names", async () => {
    const { code, stdout } = await runCli(["call", "sumarize", "--json"], here);
    expect(code).toBe(1);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({
      code: "unknown_tool",
      message: "There is no tool sumarize. Did you mean summarize?",
    });
  });

  it.each(["2025-11-25", "2026-07-28"])("ends in order on Ctrl-C in the middle of a call on %s", async (protocol) => {
    const silent = await startSilentModel();
    const args = [
      "call",
      "summarize",
      "--file",
      "text.md",
      "--protocol",
      protocol,
      "--model",
      "custom/x",
      "--verbose",
      "--yes",
    ];
    const { child, done } = startCli(args, { ...silent.env, ...here });
    await silent.asked;
    child.kill("SIGINT");
    const { code, stdout, stderr } = await done;
    silent.close();
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).not.toMatch(/Failed|^ +at /m);
  });

  it("draws a bar in a terminal and takes it away", async () => {
    const { PATH = "", HOME = "" } = process.env;
    const terminal = spawnTerminal(
      process.execPath,
      [...CLI, "call", "new/count", "--steps", "3", "--servers", "servers.json"],
      { cols: 100, rows: 30, cwd: process.cwd(), env: { PATH, HOME, ...here } },
    );
    let screen = "";
    terminal.onData((data) => {
      screen += data;
    });
    const code = await new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
    expect(code).toBe(0);
    expect(screen).toContain("[████████████████████████] 3 of 3: number 3");
    expect(screen.endsWith("\u001b[2KCounted to 3.\r\n")).toBe(true);
  });
});

describe("pnpm client tools", { timeout }, () => {
  it("lists what the kit's server has, and how it is written on the command line", async () => {
    const { code, stdout, stderr } = await runCli(["tools"], here);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("kit: speaks 2026-07-28, calls itself kit-server");
    expect(stdout).toMatch(/^ {4}--document {3}string {22}Required\. The document, as plain text or Markdown\.$/m);
    expect(stdout).toMatch(/--style +paragraph\|bullets\|headline +Default: "paragraph"\.$/m);
  });

  it("lists several servers as JSON, with the one that is broken", async () => {
    const { code, stdout } = await runCli(["tools", "--json", "--servers", "servers.json"], here);
    expect(code).toBe(0);
    const { servers, failures } = JSON.parse(stdout);
    expect(servers).toMatchObject([
      { name: "old", protocol: "2025-11-25", tools: [{ qualifiedName: "old/ask" }, { qualifiedName: "old/count" }] },
      { name: "new", protocol: "2026-07-28", tools: [{ qualifiedName: "new/ask" }, { qualifiedName: "new/count" }] },
    ]);
    expect(failures).toMatchObject([{ name: "broken", code: "server_not_started", fix: expect.any(String) }]);
  });

  it("lets no server move the cursor", async () => {
    const evil = "evil\u001b[2J\u202e";
    const tools = [
      { name: evil, description: `${evil}\n${evil}`, inputSchema: { type: "object", properties: { [evil]: {} } } },
    ];
    const { command, args } = scriptedServer(
      "evil",
      `require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
         const { id, method } = JSON.parse(line);
         const results = {
           initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: ${JSON.stringify(evil)}, version: "1" } },
           "tools/list": { tools: ${JSON.stringify(tools)} },
         };
         const answer = method in results ? { result: results[method] } : { error: { code: -32601, message: "No." } };
         if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
       });`,
    );
    writeFileSync(join(folder, "evil.json"), JSON.stringify({ mcpServers: { evil: { command, args } } }));
    const { code, stdout } = await runCli(["tools", "--servers", "evil.json"], here);
    expect(code).toBe(0);
    expect(stdout).toContain("evil\\u{1b}[2J\\u{202e}");
    for (const character of ["\u001b", "\u202e"]) expect(stdout).not.toContain(character);
  });
});
