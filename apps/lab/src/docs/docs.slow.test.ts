import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CLIENT, locate, locateInLab, ROOT, runProgram } from "../processes/start-program.ts";
import { shownOutputs } from "./docs.ts";

/** What differs from run to run and from machine to machine. */
function withoutNumbers(output: string): string[] {
  return output
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/\d+ ms\b/g, "N ms")
    .replace(/^( +command +).*$/gm, "$1NODE apps/server/src/main.ts")
    .replace(/^( +(environment|withheld) +).*$/gm, "$1NAMES")
    .replace(/^((?:summarize|classify × 5|translate) .* )\d+$/gm, "$1N")
    .split("\n")
    .map((line) => line.replace(/ +/g, " ").trimEnd());
}

const folder = mkdtempSync(join(tmpdir(), "kit-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program as its pnpm script does, and gives what it prints. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, TZ: "UTC", XDG_STATE_HOME: folder };
  const { code, stdout, stderr } = await runProgram(program, args, { cwd: ROOT, env });
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Runs a command that a page shows: one of the lab's, or one of the client's. The ledger is that of an example. */
async function runCommand(command: string): Promise<string> {
  const [, script = "", ...args] = command.split(" ");
  if (script === "dev") return run(CLIENT, ["walkthrough"]);
  if (script === "lab") return run(locateInLab("attacks/main.ts"), args);
  if (script === "faults") return run(locateInLab("faults/main.ts"), args);
  if (script !== "client") throw new Error(`Nobody knows how to run ${command} here.`);
  if (args[0] !== "ledger") return run(CLIENT, args);
  const ledger = join(folder, "ledger.sqlite");
  if (!existsSync(ledger)) await run(locate("@kit/client/src/testing/write-example-ledger.ts"), [ledger]);
  return run(CLIENT, [...args, "--ledger", ledger]);
}

describe("the Markdown files", () => {
  // Tests beside them check these: the client's of its README, and the workshop's of its chapters.
  const checkedElsewhere = /^(approval card|chat|pnpm learn check.*)$/;
  const outputs = shownOutputs().filter(({ command }) => !checkedElsewhere.test(command));
  const commands = [...new Set(outputs.map(({ command }) => command))];

  it.each(commands)("show what %s prints", { timeout: 1_800_000 }, async (command) => {
    const printed = withoutNumbers(await runCommand(command)).join("\n");
    for (const { content } of outputs.filter((output) => output.command === command)) {
      expect(printed).toContain(withoutNumbers(content).join("\n").trim());
    }
  });

  it("show what the walkthrough and the ledger print", () => {
    expect(commands).toEqual(expect.arrayContaining(["pnpm dev", "pnpm client ledger list"]));
  });
});
