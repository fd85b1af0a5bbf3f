import { resolve } from "node:path";
import { reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { readTape } from "./read.ts";
import { renderTape } from "./show.ts";

/** `pnpm client tape`: what to do with what `--tape` has recorded. */
export function tapeCommand({ here }: { here: string }): Command {
  const tape = new Command("tape").description("Show, compare, replay or export what --tape has recorded.");
  const read = (file: string) => readTape(resolve(here, file));
  tape
    .command("show")
    .description("Show every message, and what each call took.")
    .argument("<file>")
    .action((file: string) =>
      reportFailure(false, () => console.log(renderTape(read(file), process.stdout.columns).join("\n"))),
    );
  return tape;
}
