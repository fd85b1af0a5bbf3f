import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startTerminal } from "../testing/start-terminal.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const FENCE = /<!-- output: approval card -->\n```text\n([\s\S]*?)```/;

it("shows in the README what a card for the real server looks like", { timeout: 60_000 }, async () => {
  const scenario = { requests: [], document: readFileSync(path("../../samples/document.md"), "utf8") };
  const program = ["--import", import.meta.resolve("tsx"), path("../testing/approval-program.ts")];
  const { terminal, screen, exited, until } = startTerminal(process.execPath, [...program, JSON.stringify(scenario)], {
    columns: 80,
    rows: 28,
    env: { NO_COLOR: "1" },
  });
  await until("? help");
  const card = screen.text;
  terminal.write("r");
  await exited;
  const [, shown] = FENCE.exec(readFileSync(path("../../README.md"), "utf8")) ?? [];
  expect(shown?.trim()).toBe(linesOf(card));
});

/** The lines of a card, without how it was painted. */
function linesOf(card: string): string {
  return card
    .replaceAll("\u001b[J", "")
    .split(/\r+\n/)
    .map((line) => line.replaceAll("\r", "").trimEnd())
    .join("\n")
    .trim();
}
