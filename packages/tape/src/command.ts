import { resolve } from "node:path";
import { reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { findPair, renderComparison } from "./compare.ts";
import { readTape } from "./read.ts";
import { renderTape } from "./show.ts";

/** `pnpm client tape`: what to do with what `--tape` has recorded. */
export function tapeCommand({ here }: { here: string }): Command {
  const tape = new Command("tape").description("Show, compare, replay or export what --tape has recorded.");
  const read = (file: string) => readTape(resolve(here, file));
  tape
    .command("show")
    .description("Show every message, and what each call took.")
    .argument("<files...>", "one tape; with --compare also two")
    .option("--compare", "set the runs of a call on both revisions side by side")
    .option("--tool <name>", "the tool whose call is compared")
    .action((files: string[], { compare, tool }: { compare?: true; tool?: string }) =>
      reportFailure(false, () => {
        const tapes = files.map(read);
        const { columns } = process.stdout;
        const lines = compare
          ? renderComparison(findPair(tapes, tool), columns)
          : tapes.flatMap((one) => renderTape(one, columns));
        console.log(lines.join("\n"));
      }),
    );
  return tape;
}
