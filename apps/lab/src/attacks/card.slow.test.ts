import { spawn } from "@lydell/node-pty";
import { describe, expect, it } from "vitest";
import { CLIENT } from "../processes/start-program.ts";
import { makeStage } from "./run-attack.ts";

const timeout = 600_000;
const policy = { servers: { rogue: { mode: "auto" } } };

/** Calls a tool of the rogue server on a real terminal, where the user refuses what the card shows. */
async function refuse(tool: string) {
  const stage = await makeStage({ attack: { revision: "2025-11-25", tool }, policy });
  const args = [CLIENT, "call", `rogue/${tool}`, ...stage.flags];
  const env = { ...stage.env, TERM: "xterm", NO_COLOR: "1" };
  const terminal = spawn(process.execPath, args, { cols: 120, rows: 40, cwd: stage.folder, env });
  let text = "";
  let isRefused = false;
  terminal.onData((data) => {
    text += data;
    if (isRefused || !text.includes("r refuse")) return;
    isRefused = true;
    terminal.write("r");
  });
  await new Promise<void>((resolve) => terminal.onExit(() => resolve()));
  const ledger = await stage.readLedger();
  await stage.close();
  return { text, ledger, sent: stage.sent };
}

describe("the card of a request that shows signs of an attack", { timeout }, () => {
  it("is shown though the policy says auto, names the signs, and calls the server by its configured name", async () => {
    const { text, ledger, sent } = await refuse("summarize_notes");
    expect(text).toMatch(/server\s+rogue, reached by/);
    expect(text).toMatch(/claims to be\s+│ kit-server/);
    expect(text).toMatch(/beware\s+wants something kept from the user/);
    expect(text).toMatch(/beware\s+adds a second task/);
    expect(text).toMatch(/policy\s+mode auto \(servers\.rogue\.mode\)/);
    expect(text).not.toMatch(/w summarize_notes always/);
    expect(ledger).toMatchObject([{ server: "rogue", decision: "refused", outcome: "declined" }]);
    expect(sent).toEqual([]);
  });

  it("shows what a terminal would obey, and obeys none of it", async () => {
    const { text } = await refuse("count_words");
    expect(text).toMatch(/beware\s+holds characters that a screen does not show/);
    expect(text).toContain("\\u{1b}[2J\\u{1b}[8m\\u{9b}2K");
    for (const obeyed of ["\u001b[2J", "\u001b[8m", "\u009b", "\u001b]0;owned", "\u202e"]) {
      expect(text).not.toContain(obeyed);
    }
  });
});
