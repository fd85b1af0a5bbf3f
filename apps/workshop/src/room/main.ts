import { basename, resolve } from "node:path";
import { createInterrupts, guardOutput, runProgram, userFolder } from "@kit/terminal";
import { Command } from "commander";
import { modelCommand } from "./model-command.ts";
import { packRoom, unpackRoom } from "./pack.ts";

const { signal } = createInterrupts();
guardOutput();
const here = userFolder(process.env);
await runProgram(
  new Command("pnpm room")
    .description("Prepare a room: laptops without a network, and a real model for all.")
    .addCommand(
      new Command("pack")
        .description("Make one archive that prepares laptops without a network.")
        .option("--platforms <names>", "as in linux-x64,darwin-arm64,win32-x64", `${process.platform}-${process.arch}`)
        .option("--out <file>", "the archive", "dist/kit-room.tgz")
        .action(({ platforms, out }: { platforms: string; out: string }) => {
          const file = resolve(here, out);
          const { megabytes, leftOut } = packRoom(platforms.split(","), file, (line) => console.error(line));
          for (const sentence of leftOut) console.log(`Left out: ${sentence}`);
          console.log(`${file}: ${megabytes} MB. Carry it to each laptop, and type there:`);
          console.log(`  tar -xf ${basename(file)}\n  node mcp-sampling-kit/room.mjs`);
          console.log("Where there is no Node, the archive has one, as in mcp-sampling-kit/.room/linux-x64/node");
        }),
    )
    .addCommand(
      new Command("unpack")
        .description("Do with an archive what laptops do, to try it.")
        .argument("<archive>")
        .argument("[folder]", "where it goes", ".")
        .action((archive: string, folder: string) =>
          console.log(unpackRoom(resolve(here, archive), resolve(here, folder))),
        ),
    )
    .addCommand(modelCommand(signal)),
);
