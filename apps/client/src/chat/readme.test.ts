import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { CLI, XDG_STATE_HOME } from "../testing/run-cli.ts";
import { startTerminal } from "../testing/start-terminal.ts";

const FENCE = /<!-- output: chat -->\n```text\n([\s\S]*?)```/;
const ESCAPE = "\u001b";
/** How a question is taken back: as many lines up, and everything from there on. */
const TAKEN_BACK = new RegExp(`\\r(?:${ESCAPE}\\[(\\d+)A)?${ESCAPE}\\[J`);
const CODES = new RegExp(`${ESCAPE}\\[\\d*[A-Z]|\\r`, "g");
const MESSAGE = "Summarize: The mill opened in 1931. It burned in 1950, and was rebuilt.";

const folder = mkdtempSync(join(tmpdir(), "kit-cast-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("shows in the README what a chat looks like", { timeout: 120_000 }, async () => {
  const policy = join(folder, "policy.json");
  writeFileSync(policy, JSON.stringify({ servers: { kit: { mode: "auto" } } }));
  const { terminal, screen, exited, until } = startTerminal(process.execPath, [...CLI, "chat", "--policy", policy], {
    columns: 80,
    env: { INIT_CWD: folder, XDG_STATE_HOME, NO_COLOR: "1" },
  });
  await until("› ");
  terminal.write(`${MESSAGE}\r`);
  await until("v show all");
  const asked = screen.text;
  terminal.write("y");
  await until("› ", 2);
  const answered = screen.text.slice(asked.length);
  terminal.kill();
  await exited;
  const [, shown] = FENCE.exec(readFileSync(new URL("../../README.md", import.meta.url), "utf8")) ?? [];
  const question = TAKEN_BACK.exec(answered);
  const rest = linesOf(answered.slice((question?.index ?? 0) + (question?.[0].length ?? 0)));
  expect(withoutTimes(`${linesOf(asked)}\n${rest.replace(/›$/, "")}`)).toBe(withoutTimes(shown ?? ""));
});

/** The lines that are left of what was written. */
function linesOf(written: string): string {
  let text = written;
  for (let found = TAKEN_BACK.exec(text); found !== null; found = TAKEN_BACK.exec(text)) {
    const above = text.slice(0, found.index).split("\n");
    const kept = above.slice(0, above.length - 1 - Number(found[1] ?? 0)).map((line) => `${line}\n`);
    text = kept.join("") + text.slice(found.index + found[0].length);
  }
  const lines = text.replaceAll(CODES, "").split("\n");
  return lines.map((line) => line.trimEnd()).join("\n");
}

function withoutTimes(text: string): string {
  return text.replace(/· [\d.]* s\b/g, "· N s").trim();
}
