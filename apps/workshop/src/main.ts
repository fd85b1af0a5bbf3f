import { asTyped, createInterrupts, guardOutput, runProgram } from "@kit/terminal";
import { Command } from "commander";
import { createLoop } from "./loop.ts";
import { openWorkArea, workFolder } from "./work-area.ts";

const { signal } = createInterrupts();
guardOutput();
const area = openWorkArea(workFolder(process.env));
const loop = createLoop(area, signal);

const program = new Command(asTyped("pnpm learn x").slice(0, -2)).description(
  "The workshop: build the kit's server and client in nine chapters, and have each of them checked.",
);
program
  .command("list", { isDefault: true })
  .description("show the chapters, and what to type next")
  .option("--serve", "show them in a browser, until Ctrl-C")
  .action(({ serve }: { serve?: true }) => (serve ? showInBrowser() : loop.list()));
program
  .command("chapter")
  .argument("<number>")
  .description("lay out a chapter to work on; `pnpm learn 3` does the same")
  .action(loop.open);
program
  .command("check")
  .description("see whether your work does what the chapter asks for")
  .option("--watch", "check again whenever you save a file, until Ctrl-C")
  .action(({ watch }: { watch?: true }) => (watch ? loop.watch() : loop.check()));
program.command("hint").description("show the next of three hints").action(loop.hint);
program.command("diff").description("show how your work differs from a solution").action(loop.diff);
program.command("solve").description("put the solution into the work area; your work is kept").action(loop.solve);
program.command("reset").description("begin the chapter again; your work is kept").action(loop.reset);
program.command("next").description("lay out the next chapter; your work is kept").action(loop.next);
program
  .command("tour")
  .argument("[stop]", "a number (default: the next one)")
  .description("walk through the finished code, stop by stop")
  .action((stop?: string) => loop.tour(stop));

const [first = "", ...others] = process.argv.slice(2);
await runProgram(program, /^-?\d/.test(first) ? ["chapter", "--", first, ...others] : process.argv.slice(2));

async function showInBrowser(): Promise<void> {
  const { serveWorkshop } = await import("./serve/serve.ts");
  const { url, close } = await serveWorkshop(area);
  console.log(`Open ${url}\nCtrl-C ends it.`);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  await close();
}
