import { createInterrupts, guardOutput, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { ejectCommand } from "./eject-command.ts";
import { newCommand } from "./new-command.ts";

const interrupts = createInterrupts();
guardOutput();
await runProgram(new Command("pnpm").addCommand(ejectCommand()).addCommand(newCommand(interrupts)));
