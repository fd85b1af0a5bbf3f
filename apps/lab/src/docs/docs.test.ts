import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { allFences, markdownFiles, ROOT, readFromRoot, sourceOf, withTables } from "./docs.ts";
import { findUnchecked } from "./find-fences.ts";

const fences = allFences();

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

/** Runs a program as its pnpm script would, and gives what it prints. */
function run(path: string, args: readonly string[]): string {
  const { PATH = "", HOME = "" } = process.env;
  return execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), join(ROOT, path), ...args], {
    encoding: "utf8",
    cwd: ROOT,
    env: { PATH, HOME, TZ: "UTC", XDG_STATE_HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function runClient(program: string, args: readonly string[]): string {
  return run(join("apps/client/src", program), args);
}

/** Runs a command that a page shows: one of the lab's, or one of the client's. The ledger is that of an example. */
function runCommand(command: string): string {
  const [, script, ...args] = command.split(" ");
  if (script === "dev") return runClient("main.ts", ["walkthrough"]);
  if (script === "lab") return run("apps/lab/src/attacks/main.ts", args);
  if (script === "faults") return run("apps/lab/src/faults/main.ts", args);
  if (script !== "client") throw new Error(`Nobody knows how to run ${command} here.`);
  if (args[0] !== "ledger") return runClient("main.ts", args);
  const ledger = join(folder, "ledger.sqlite");
  if (!existsSync(ledger)) runClient("testing/write-example-ledger.ts", [ledger]);
  return runClient("main.ts", [...args, "--ledger", ledger]);
}

describe("the Markdown files", () => {
  it("show source code as it stands (`pnpm write-docs` writes it)", () => {
    const shown = fences.filter(({ kind }) => kind === "source");
    expect(shown.length).toBeGreaterThan(0);
    for (const fence of shown) expect(fence.content, `${fence.file} shows ${fence.from}`).toBe(sourceOf(fence));
  });

  it.each([
    ["packages/protocol/README.md", "| `budget_exhausted` |"],
    ["apps/lab/src/attacks/README.md", "**A drain of tokens**"],
  ])("show the table of %s as it stands (`pnpm write-docs` writes it)", (file, part) => {
    expect(withTables(readFromRoot(file))).toBe(readFromRoot(file));
    expect(readFromRoot(file)).toContain(part);
  });

  // These come from a terminal: the client's own tests of its README check them.
  const fromTerminal = ["approval card", "chat"];
  const outputs = fences.filter(({ kind, from }) => kind === "output" && !fromTerminal.includes(from));
  const commands = [...new Set(outputs.map(({ from }) => from))];

  it.each(commands)("show what %s prints", { timeout: 300_000 }, (command) => {
    const printed = withoutNumbers(runCommand(command)).join("\n");
    for (const { content } of outputs.filter(({ from }) => from === command)) {
      expect(printed).toContain(withoutNumbers(content).join("\n").trim());
    }
  });

  it("show what the walkthrough and the ledger print", () => {
    expect(commands).toEqual(expect.arrayContaining(["pnpm dev", "pnpm client ledger"]));
  });

  it("show no other code, which nobody would keep true", () => {
    const unchecked = markdownFiles().flatMap((file) =>
      findUnchecked(readFromRoot(file)).map((fence) => `${file}: ${fence}`),
    );
    // The gateway and the offline model check the examples of their READMEs themselves.
    expect(unchecked.filter((fence) => !/^packages\/(gateway|offline-llm)\//.test(fence))).toEqual([]);
  });

  it("link to files that exist", () => {
    const links = markdownFiles().flatMap((file) =>
      [...readFromRoot(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => ({ file, target })),
    );
    const broken = links.filter(({ file, target }) => !existsSync(join(ROOT, dirname(file), target)));
    expect(broken).toEqual([]);
  });
});
