import { PassThrough } from "node:stream";
import { type Interrupts, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { vi } from "vitest";
import { readSettings, type Settings } from "../settings.ts";
import { type CliRun, calm, XDG_STATE_HOME } from "./run-cli.ts";

type MakeCommand = (settings: Settings, interrupts: Interrupts) => Command;

/**
 * Runs a command in the process of the test, without a terminal and without keys: that costs no second of start.
 *
 * @param args The name of the command, and what stands after it.
 * @param input What stdin says.
 */
export async function runCommand(
  make: MakeCommand,
  args: readonly string[],
  env: Record<string, string> = {},
  input = "",
): Promise<CliRun> {
  const written = { stdout: "", stderr: "" };
  const stdin = new PassThrough();
  stdin.end(input);
  const spies = [
    vi.spyOn(process, "stdin", "get").mockReturnValue(stdin as unknown as typeof process.stdin),
    ...(["stdout", "stderr"] as const).map((name) =>
      vi.spyOn(process[name], "write").mockImplementation((text) => {
        written[name] += text;
        return true;
      }),
    ),
    vi.spyOn(console, "log").mockImplementation((text) => {
      written.stdout += `${text}\n`;
    }),
    vi.spyOn(console, "error").mockImplementation((text) => {
      written.stderr += `${text}\n`;
    }),
  ];
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  const { PATH = "", HOME = "" } = process.env;
  const variables = { PATH, HOME, XDG_STATE_HOME, ...env };
  // The folder of the ledger is asked from the system, which looks there.
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { signal } = new AbortController();
  try {
    const settings = readSettings(variables);
    const command = make(settings, { signal, during: (turn) => turn(signal) });
    await runProgram(new Command("pnpm client").addCommand(command), args);
    return { code: Number(process.exitCode ?? 0), stdout: written.stdout, stderr: calm(written.stderr) };
  } finally {
    process.exitCode = exitCode;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
