import { fileURLToPath } from "node:url";
import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { describe, expect, it, vi } from "vitest";
import type { ApprovalScenario } from "../testing/approval-program.ts";
import { testRequest } from "../testing/requests.ts";

// What only a real terminal shows. Each test starts a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const CTRL_C = "\u0003";
const TITLE = "Sampling request";
/** The last key that is shown: from then on the keys of a card count. */
const KEYS = "help";

const PROGRAM = fileURLToPath(new URL("../testing/approval-program.ts", import.meta.url));
/** Runs the program, and then asks the terminal itself how it is set. */
const AND_THEN = '"$0" "$@"; echo "EXIT $?"; stty -a';

type Terminal = ReturnType<typeof startTerminal>;

function start(scenario: ApprovalScenario, env: Record<string, string> = {}): Terminal {
  return startTerminal("/bin/sh", ["-c", AND_THEN, process.execPath, PROGRAM, JSON.stringify(scenario)], { env });
}

/** Waits until the program is over, and checks that it left the terminal as it was. */
async function finish({ screen, exited }: Terminal): Promise<string> {
  await exited;
  expect(screen.text).toMatch(/[^-]icanon/);
  expect(screen.text).toMatch(/[^-]echo /);
  expect(screen.text).not.toMatch(/^ +at /m);
  return screen.text;
}

/** Presses one key on each card, as soon as its keys count. */
async function press(terminal: Terminal, ...keys: string[]): Promise<void> {
  for (const [index, key] of keys.entries()) {
    await terminal.until(KEYS, index + 1);
    terminal.terminal.write(key);
  }
}

const one: ApprovalScenario["requests"] = [{ request: testRequest("Summarize the report.") }];
const two = ["one", "two"].map((server) => ({ server, request: testRequest(`Ask ${server}.`) }));

describe("a card in the terminal", () => {
  it("takes one key, none that was pressed before it was shown, and leaves the rest to who had it before", async () => {
    const terminal = start({ requests: one, hasPrompt: true });
    terminal.terminal.write("r");
    await press(terminal, "a");
    await terminal.until("END 0 once");
    terminal.terminal.write("hello\r");
    const text = await finish(terminal);
    expect(text).toMatch(/LINE r?hello\r?$/m);
    expect(text).toContain("OVER raw false paused true");
  });

  it("comes after the card of another server", async () => {
    const terminal = start({ requests: two });
    await terminal.until(KEYS);
    expect(terminal.screen.text).not.toContain("two, reached by");
    await press(terminal, "a", "r");
    const text = await finish(terminal);
    expect(text).toContain("END 0 once");
    expect(text).toContain("END 1 declined");
  });

  it("closes when the server takes its request back", async () => {
    const text = await finish(start({ requests: one, whenShown: "cancel" }));
    expect(text).toContain("closed: The server took its request back.");
    expect(text).toContain("END 0 cancelled");
  });

  it("closes on Ctrl-C, with all cards that wait, and the process gets it", async () => {
    const terminal = start({ requests: two });
    await press(terminal, CTRL_C);
    const text = await finish(terminal);
    expect(text).toContain("closed: refused with Ctrl-C");
    expect(text).toContain("EXIT 130");
    expect(text.split(TITLE)).toHaveLength(2);
    expect(text.match(/END \d (cancelled|declined|connection_closed)/g)).toHaveLength(2);
  });

  it("leaves the terminal as it was when the process exits in the middle", async () => {
    expect(await finish(start({ requests: one, whenShown: "exit" }))).toContain("EXIT 3");
  });
});

describe("an edit in the terminal", () => {
  it("happens on a line without an editor, and no prompt hears it", async () => {
    const terminal = start({ requests: one, hasPrompt: true });
    await press(terminal, "e");
    await terminal.until("Summarize the report.", 2);
    terminal.terminal.write(" Rhyme.\r");
    await press(terminal, "", "a");
    await terminal.until("END 0 once");
    terminal.terminal.write("hello\r");
    const text = await finish(terminal);
    expect(text).toContain('"text":"Summarize the report. Rhyme."');
    expect(text).toMatch(/LINE hello\r?$/m);
  });

  it("stops on Ctrl-C on the line", async () => {
    const terminal = start({ requests: one });
    await press(terminal, "e");
    await terminal.until("Summarize the report.", 2);
    terminal.terminal.write(CTRL_C);
    const text = await finish(terminal);
    expect(text).toMatch(/END 0 (cancelled|declined|connection_closed)/);
    expect(text).toContain("EXIT 130");
  });

  it("in an editor has the terminal to itself, by the line", async () => {
    const EDITOR = `sh -c 'echo READY; read said; echo "SAID $said"'`;
    const terminal = start({ requests: one, hasPrompt: true }, { EDITOR });
    await press(terminal, "e");
    await terminal.until("READY");
    terminal.terminal.write("words for the editor\r");
    await terminal.until("SAID words for the editor");
    await press(terminal, "", "r");
    await terminal.until("END 0 declined");
    terminal.terminal.write("hello\r");
    expect(await finish(terminal)).toMatch(/LINE hello\r?$/m);
  });
});
