import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { afterAll, describe, expect, it, vi } from "vitest";
import { askingServer, scriptedServer } from "../testing/asking-server.ts";
import { writeResultsServer } from "../testing/results-server.ts";
import { CLI, runCli, startCli, startSilentModel, XDG_STATE_HOME } from "../testing/run-cli.ts";
import { runCommand } from "../testing/run-command.ts";
import { serveOnLoopback } from "../testing/serve-on-loopback.ts";
import { callCommand } from "./call.ts";
import { toolsCommand } from "./tools.ts";

// Each starts servers, some the client as well: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "kit-call-"));
afterAll(() => rmSync(folder, { recursive: true }));
const here = { INIT_CWD: folder };
const call = (...args: string[]) => runCommand(callCommand, ["call", ...args], here);
const tools = (...args: string[]) => runCommand(toolsCommand, ["tools", ...args], here);

const broken = scriptedServer("broken", "console.error('no luck today'); process.exit(1)");
const servers = [askingServer("2025-11-25", "old"), askingServer("2026-07-28", "new"), broken];
const mcpServers = Object.fromEntries(servers.map(({ name, command, args }) => [name, { command, args }]));
writeFileSync(join(folder, "servers.json"), JSON.stringify({ mcpServers }));
writeFileSync(join(folder, "broken.json"), JSON.stringify({ mcpServers: { broken: mcpServers.broken } }));
const properties = { document: { type: "string" }, maxWords: { type: "integer" } };
const inputSchema = { type: "object", properties, required: ["document"] };
const fake = writeResultsServer(folder, "fake", "fake", {
  "tools/list": { tools: [{ name: "summarize", inputSchema }] },
});
writeFileSync(join(folder, "text.md"), "The lighthouse was painted red in 1931. It is still red.");
writeFileSync(join(folder, "input.json"), JSON.stringify({ text: "Good morning.", to: "German" }));

/** Expects words in this order. */
function expectInOrder(text: string, words: readonly string[]): void {
  let from = 0;
  for (const word of words) {
    const at = text.indexOf(word, from);
    expect(at, `"${word}" after character ${from} of ${text}`).toBeGreaterThan(-1);
    from = at + word.length;
  }
}

describe("pnpm client call", () => {
  it("calls a tool of the kit's server from the shell and prints JSON", async () => {
    const args = ["call", "summarize", "--file", "text.md", "--max-words", "20", "--json", "--yes"];
    const { code, stdout, stderr } = await runCli(args, here);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { model, words, summary } = JSON.parse(stdout);
    expect({ model, words, summary }).toEqual({
      ...{ model: "offline/kit-offline-1", words: expect.any(Number), summary: expect.any(String) },
    });
  });

  it("speaks the protocol that it is told to", async () => {
    const { code, stderr } = await call(
      "classify",
      "--text",
      "Fine.",
      "--protocol",
      "2025-11-25",
      "--yes",
      "--verbose",
    );
    expect(code, stderr).toBe(0);
    expectInOrder(stderr, ["→ kit  initialize", "← kit  sampling/createMessage", "→ kit  result"]);
  });

  it("takes a file and a flag over --input, prints text, and shows every hop with --verbose", async () => {
    const { code, stdout, stderr } = await call(
      ...["kit/translate", "--input", "@input.json", "--to", "Spanish", "--yes", "--verbose"],
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^language +Spanish$|^to +Spanish$|^translation/m);
    expect(stdout).toMatch(/^model +offline\/kit-offline-1$/m);
    expectInOrder(stderr, [
      ...["→ kit  server/discover", "→ kit  tools/call translate", "← kit  result: input_required"],
      ...["• sampling 1  asked by kit for translate", "• sampling 1  chooses offline/", "• sampling 1  answered"],
      ...["→ kit  tools/call translate", "← kit  result"],
    ]);
  });

  it("shows the fields of a result, and what the texts of a server are that structures nothing", async () => {
    const evil = "\u001b[2J\u202eevil";
    const content = [
      { type: "text", text: `A text. ${evil}` },
      { type: "image", mimeType: "image/png", data: "AAAA" },
      { type: "resource_link", uri: "file:///a", name: "a" },
    ];
    const listed = { "tools/list": { tools: [{ name: "say", inputSchema: { type: "object" } }] } };
    const plain = writeResultsServer(folder, "plain", "plain", { ...listed, "tools/call": { content } });
    expect(await call("say", "--servers", plain)).toMatchObject({
      code: 0,
      stdout: "A text. \\u{1b}[2J\\u{202e}evil\n[image image/png]\n[resource_link file:///a]\n",
    });
    const structuredContent = { model: "a/b", text: `First.\n${evil}`, words: 4, list: [1] };
    const rich = writeResultsServer(folder, "rich", "rich", {
      ...listed,
      "tools/call": { content, structuredContent },
    });
    expect((await call("say", "--servers", rich)).stdout).toBe(
      "text:\nFirst.\n\\u{1b}[2J\\u{202e}evil\n\nlist:\n[\n  1\n]\n\nmodel  a/b\nwords  4\n",
    );
  });

  it("refuses what a server asks when there is nobody to ask, and says what to do", async () => {
    const { code, stderr } = await call("translate", "--text", "Good morning.", "--to", "Spanish");
    expect(code).toBe(1);
    expect(stderr).toContain("Failed (declined)");
    expect(stderr).toContain("--yes");
  });

  it("says on stderr what caused a failure inside the client", async () => {
    const model = await serveOnLoopback("/v1", () => undefined);
    await model.kill();
    const args = ["call", "old/ask", "--text", "Hello.", "--servers", "servers.json", "--model", "custom/x", "--yes"];
    const { code, stderr } = await runCommand(callCommand, args, { ...here, CUSTOM_BASE_URL: model.url });
    expect(code).toBe(1);
    expect(stderr).toContain("Failed (");
    expect(stderr).toMatch(/ECONNREFUSED/);
  });

  it("calls the tool of one of several servers, opens no other, and tells how far it is", async () => {
    const { code, stdout, stderr } = await call("new/count", "--steps", "2", "--servers", "servers.json");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Counted to 2.\n" });
    expect(stderr).not.toContain("broken");
    expectInOrder(stderr, ["1 of 2: number 1\n", "2 of 2: number 2\n"]);
  });

  it.each([
    [2, ["--colour"], "There is no flag --colour"],
    [2, [], "fake/summarize needs --document."],
    [2, ["--document", "x", "--max-words", "many"], "--max-words takes a whole number"],
    [2, ["--timeout", "soon"], "It takes a number of seconds"],
    [2, ["--protocol", "2024-11-05"], "Allowed choices are auto, 2025-11-25, 2026-07-28"],
    [2, ["--input", "[]"], "--input takes an object as JSON"],
    [1, ["--file", "none.md"], "Failed (file_unreadable)"],
    [2, ["--document", "x", "--model", "nowhere/x"], "Failed (unknown_model)"],
    [1, ["--servers", "none.json"], "Failed (file_unreadable)"],
    [1, ["--servers", "broken.json"], "Failed (server_not_started): The server broken did not start: no luck today"],
  ])("exits with %i for %j, and says why, without a stack trace", async (code, args, said) => {
    const run = await call("summarize", "--servers", fake, ...args);
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: "" });
  });

  it("exits with 1 when the server refuses the arguments", async () => {
    const { code, stderr } = await call("summarize", "--document", "x", "--max-words", "2");
    expect(code).toBe(1);
    expect(stderr).toContain("Failed (invalid_arguments)");
  });

  it("says an error as JSON when JSON was asked for, and suggests near names", async () => {
    const { code, stdout } = await call("sumarize", "--json", "--servers", fake);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: "unknown_tool",
      message: "There is no tool sumarize. Did you mean summarize?",
    });
  });

  it("ends in order on Ctrl-C in the middle of a call", async () => {
    const silent = await startSilentModel();
    const asked = ["--file", "text.md", "--model", "custom/x", "--verbose", "--yes"];
    const { child, done } = startCli(["call", "summarize", ...asked], { ...silent.env, ...here });
    await silent.asked;
    child.kill("SIGINT");
    const { code, stdout, stderr } = await done;
    silent.close();
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).not.toMatch(/Failed|^ +at /m);
  });

  it("draws a bar in a terminal and takes it away", async () => {
    const args = ["call", "new/count", "--steps", "3", "--servers", "servers.json"];
    const { screen, exited } = startTerminal(process.execPath, [...CLI, ...args], {
      columns: 100,
      rows: 30,
      env: { ...here, XDG_STATE_HOME },
    });
    expect(await exited).toBe(0);
    expect(screen.text).toContain("[████████████████████████] 3 of 3: number 3");
    expect(screen.text.endsWith("\u001b[2KCounted to 3.\r\n")).toBe(true);
  });
});

describe("pnpm client tools", () => {
  it("lists what the kit's server has, and how it is written on the command line", async () => {
    const { code, stdout, stderr } = await tools();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("kit: speaks 2026-07-28, calls itself kit-server");
    expect(stdout).toMatch(/^ {4}--document +string +Required\. The document, as plain text or Markdown\.$/m);
    expect(stdout).toMatch(/--style +paragraph\|bullets\|headline +Default: "paragraph"\.$/m);
    expect(stdout).not.toMatch(/\n\n\n/);
  });

  it("lists several servers as JSON, with the one that is broken", async () => {
    const { code, stdout } = await tools("--json", "--servers", "servers.json");
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
    const inputSchema = { type: "object", properties: { [evil]: {} } };
    const listed = [{ name: evil, description: `${evil}\n${evil}`, inputSchema }];
    const path = writeResultsServer(folder, "evil", evil, { "tools/list": { tools: listed } });
    const { code, stdout } = await tools("--servers", path);
    expect(code).toBe(0);
    expect(stdout).toContain("evil\\u{1b}[2J\\u{202e}");
    for (const character of ["\u001b", "\u202e"]) expect(stdout).not.toContain(character);
  });
});
