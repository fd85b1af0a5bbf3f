import { type Command, CommanderError } from "commander";
import { EXIT_CODES } from "./exit-codes.ts";

/** Runs the command that the person named. A command line that cannot be read has been explained by then. */
export async function runProgram(program: Command): Promise<void> {
  throwInsteadOfExit(program);
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) process.exitCode = EXIT_CODES.usage;
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
