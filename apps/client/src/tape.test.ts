import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTape, listCalls, parseTape, readTape, type TapeEntry } from "@kit/tape";
import { tapeCommand } from "@kit/tape/command";
import { afterAll, describe, expect, it, vi } from "vitest";
import { callCommand } from "./commands/call.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { toolsCommand } from "./commands/tools.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import { kitServer, openServers } from "./servers.ts";
import { askingServer, startAskingServer } from "./testing/asking-server.ts";
import { textResult } from "./testing/connect-to-kit-server.ts";
import { runCli, startCli, startSilentModel } from "./testing/run-cli.ts";
import { runCommand } from "./testing/run-command.ts";

// Each starts servers, some the client as well: on a machine under load that takes a while.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "kit-tapes-"));
afterAll(() => rmSync(folder, { recursive: true }));
const here = { INIT_CWD: folder };
const asking = SPOKEN_REVISIONS.map((revision) => [revision, askingServer(revision, revision)] as const);
const mcpServers = Object.fromEntries(asking.map(([name, { command, args }]) => [name, { command, args }]));
writeFileSync(join(folder, "servers.json"), JSON.stringify({ mcpServers }));

let tapes = 0;
/** Runs a command with a tape, and reads that. */
async function record(make: Parameters<typeof runCommand>[0], ...args: string[]) {
  const file = `${++tapes}.ndjson`;
  const run = await runCommand(make, [...args, "--tape", file], here);
  expect(run.code, run.stderr).toBe(0);
  return { file, ...(await readTape(join(folder, file))), text: readFileSync(join(folder, file), "utf8") };
}
const call = (...args: string[]) => record(callCommand, "call", ...args, "--yes");
const tape = (...args: string[]) => runCommand(tapeCommand, ["tape", ...args], here);
const golden = (revision: string) =>
  fileURLToPath(new URL(`../../../packages/tape/src/golden/summarize-${revision}.ndjson`, import.meta.url));

/** The lane and what it tells, of a call. */
const stepsOf = (entries: readonly TapeEntry[]) =>
  entries
    .filter((entry) => entry.call === 1)
    .map(({ lane, direction, kind, method, event }) =>
      lane === "wire" ? `${direction} ${kind} ${method}` : `${lane} ${event}`,
    );
const HANDLER = [
  "handler requested",
  "handler model-chosen",
  "handler decided",
  "gateway generated",
  "handler replied",
];

describe("--tape", () => {
  it("records the messages of a call, what the handler decided and what the gateway was asked, on 2025-11-25", async () => {
    const { entries } = await call("classify", "--text", "Fine.", "--protocol", "2025-11-25");
    expect(stepsOf(entries)).toEqual([
      "to-server request tools/call",
      "to-client request sampling/createMessage",
      ...HANDLER,
      "to-server response sampling/createMessage",
      "to-client response tools/call",
    ]);
    expect(listCalls(entries)).toMatchObject([{ tool: "classify", revision: "2025-11-25", questions: 1, messages: 4 }]);
  });

  it("records them on 2026-07-28", async () => {
    const { entries } = await call("classify", "--text", "Fine.", "--protocol", "2026-07-28");
    expect(stepsOf(entries)).toEqual([
      "to-server request tools/call",
      "to-client response tools/call",
      ...HANDLER,
      "to-server request tools/call",
      "to-client response tools/call",
    ]);
    const state = entries.flatMap(({ body }) => Object(body).requestState ?? []);
    expect(state).toEqual([state[0], state[0]]);
    expect(state[0]).toMatch(/… ?.+\(\d+ characters\)$/);
    expect(listCalls(entries)).toMatchObject([{ revision: "2026-07-28", questions: 1, rounds: 2, messages: 4 }]);
  });

  it("keeps no secret that the policy takes out of prompts, in any message", async () => {
    const secrets = { card: "4111 1111 1111 1111", key: `sk-${"a1".repeat(20)}`, mail: "ada@example.com" };
    const { text, entries } = await call("translate", "--text", Object.values(secrets).join("\n\n"), "--to", "Spanish");
    expect(entries.length).toBeGreaterThan(5);
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    expect(text).toContain("[redacted: card number]");
  });

  it("is a flag of every command that opens servers, and holds several", async () => {
    const listed = await record(toolsCommand, "tools", "--servers", "servers.json");
    expect(new Set(listed.entries.map(({ server }) => server))).toEqual(new Set(SPOKEN_REVISIONS));
    const looked = await record(doctorCommand, "doctor", "--servers", "servers.json");
    expect(looked.entries.filter(({ method, kind }) => method === "tools/list" && kind === "response")).toHaveLength(2);
  });

  it.runIf(existsSync("/dev/full"))("lets the call go on when the disk is full, and says so once", async () => {
    const args = ["call", "classify", "--text", "Fine.", "--yes", "--tape", "/dev/full"];
    const { code, stderr } = await runCommand(callCommand, args, here);
    expect(code).toBe(0);
    expect(stderr.match(/\/dev\/full/g)).toHaveLength(1);
    expect(stderr).toMatch(/^The tape \/dev\/full ends here; the call goes on\. .+\n$/);
  });

  it("refuses a file that is there, before any server is opened", async () => {
    writeFileSync(join(folder, "mine.txt"), "mine");
    const args = ["call", "classify", "--text", "Fine.", "--tape", "mine.txt"];
    expect(await runCommand(callCommand, args, here)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("file_unwritable"),
    });
    expect(readFileSync(join(folder, "mine.txt"), "utf8")).toBe("mine");
  });

  it("leaves a readable file when the client is killed in the middle of a call", async () => {
    const silent = await startSilentModel();
    const path = join(folder, "killed.ndjson");
    const args = ["call", "classify", "--text", "Fine.", "--model", "custom/x", "--yes", "--tape", path];
    const { child, done } = startCli(args, { ...silent.env, ...here });
    await silent.asked;
    child.kill("SIGKILL");
    await done;
    silent.close();
    const { entries, notices } = await readTape(path);
    expect(notices).toEqual([]);
    expect(entries.map(({ method }) => method)).toContain("tools/list");
  });
});

describe.each(asking)("a server of %s", (revision, server) => {
  /** Calls a tool of the server with a tape, side by side and one that is cancelled. */
  async function recordCalls(entry: Parameters<typeof openServers>[0][number]) {
    let text = "";
    const recorder = createTape({
      write(lines) {
        text += lines;
      },
    });
    const createHandler = () => async () => textResult("An answer.");
    const hub = await openServers([entry], { revision, createHandler, watchers: [recorder] });
    const cancel = new AbortController();
    const counting = hub.call("count", { steps: 500 }, { signal: cancel.signal, onProgress: () => cancel.abort() });
    await expect(counting).rejects.toMatchObject({ code: "cancelled" });
    await hub.call("count", { steps: 2 });
    await hub.call("ask", { text: "Hello." });
    await hub.close();
    recorder.close();
    return parseTape(text);
  }

  it.each(["stdio", "HTTP"])("is recorded over %s, with progress and a call that is cancelled", async (transport) => {
    const remote = transport === "HTTP" ? await startAskingServer(revision, "remote") : undefined;
    const { entries } = await recordCalls(remote ? { name: "remote", url: remote.url } : server);
    await remote?.kill();
    const calls = listCalls(entries);
    expect(calls.map(({ tool, questions }) => [tool, questions])).toEqual([
      ["count", 0],
      ["count", 0],
      ["ask", 1],
    ]);
    const [cancelled, counted] = calls;
    // Over HTTP on 2026-07-28 a call is cancelled by the end of its request.
    const notice = transport === "HTTP" && revision === "2026-07-28" ? 0 : 1;
    expect(cancelled?.entries.filter(({ method }) => method === "notifications/cancelled")).toHaveLength(notice);
    expect(counted?.entries.filter(({ method }) => method === "notifications/progress")).toHaveLength(2);
    expect(new Set(entries.slice(2).map((one) => one.revision))).toEqual(new Set([revision]));
  });
});

describe.each(SPOKEN_REVISIONS)("pnpm client tape on %s", (revision) => {
  it("replays the golden tape to the kit's server, which answers as it did", async () => {
    const { command, args = [] } = kitServer(process.env);
    const run = await tape("replay", golden(revision), "--as", "client", "--", command, ...args);
    expect(run).toMatchObject({ code: 0, stdout: "The server answers as it did on the tape.\n" });
  });

  it("replays it as a server that the client calls, without a model", async () => {
    const { command, args } = startable(["tape", "replay", golden(revision), "--as", "server"]);
    const file = `replayed-${revision}.json`;
    writeFileSync(join(folder, file), JSON.stringify({ mcpServers: { replayed: { command, args } } }));
    const paragraph = fileURLToPath(new URL("../samples/paragraph.txt", import.meta.url));
    const asked = ["summarize", "--file", paragraph, "--max-words", "20", "--servers", file, "--json"];
    const { stdout, stderr, code } = await runCommand(callCommand, ["call", ...asked, "--yes"], here);
    expect(code, stderr).toBe(0);
    const { entries } = await readTape(golden(revision));
    const result = entries.findLast(({ method, kind }) => method === "tools/call" && kind === "response")?.body;
    expect(JSON.parse(stdout)).toEqual(Object(result).structuredContent);
  });
});

describe("pnpm client tape", () => {
  it("shows, compares and exports", async () => {
    const both = SPOKEN_REVISIONS.map(golden);
    expect((await tape("show", ...both)).stdout).toMatch(/│─ tools\/call summarize ─+▶│/);
    expect((await tape("show", "--compare", ...both)).stdout).toMatch(/^rounds +– +2$/m);
    expect((await tape("export", "--mermaid", ...both)).stdout).toMatch(/^sequenceDiagram\n/);
    expect((await tape("export", "--html", both[0] ?? "")).stdout).toMatch(/^<!doctype html>/);
  });

  it.each([
    [2, ["show"], "missing required argument"],
    [1, ["show", "none.ndjson"], "file_unreadable"],
    [1, ["show", "servers.json"], "is no tape"],
    [2, ["show", "--compare", golden("2025-11-25")], "on both revisions"],
    [2, ["replay", golden("2025-11-25")], "--as"],
    [2, ["replay", golden("2025-11-25"), "--as", "judge"], "Allowed choices are server, client"],
    [2, ["replay", golden("2025-11-25"), "--as", "client"], "What starts the server is missing"],
    [
      2,
      ["replay", golden("2025-11-25"), "--as", "server", "--connection", "7"],
      "The connections on the tape are: 1 to kit",
    ],
    [1, ["replay", golden("2025-11-25"), "--as", "client", "--", "no-such-program"], "no-such-program"],
    [1, ["replay", golden("2025-11-25"), "--as", "client", "--", process.execPath, "-e", "0"], ""],
    [2, ["export", golden("2025-11-25"), "--html", "--mermaid"], "cannot be used with"],
    [2, ["burn"], "burn"],
  ])("exits with %i for tape %j", async (code, args, said) => {
    const run = await tape(...args);
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect(run.code).toBe(code);
  });

  it("says what it takes", async () => {
    const { stdout, code } = await runCli(["tape"], here);
    expect(code).toBe(0);
    expect(stdout).toMatch(/show.+replay.+export/s);
  });
});

/** The client's command line, for an mcp.json. */
function startable(args: readonly string[]) {
  const entry = fileURLToPath(new URL("main.ts", import.meta.url));
  return { command: process.execPath, args: [entry, ...args] };
}
