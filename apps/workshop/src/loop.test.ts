import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWorkFolder, learn, startLearn } from "./testing/learn.ts";

const TOOL = "server/src/tools/summarize.ts";

// Each test starts several processes, and the machine may have other work.
describe("pnpm learn", { timeout: 600_000 }, () => {
  it("goes from the list through a chapter to the next one", async () => {
    const folder = createWorkFolder();
    expect((await learn(folder)).stdout).toMatch(/^0 {2}Run it[\s\S]*Next: pnpm learn 0\n$/);

    const laidOut = await learn(folder, "1");
    expect(laidOut.stdout).toContain("Chapter 1: A tool that cannot think");
    expect(laidOut.stdout).toContain(`Open   ${join(TOOL)}\n`);

    const failed = await learn(folder, "check");
    expect(failed).toMatchObject({ code: 1, stderr: "" });
    expect(failed.stdout).toMatch(/^Chapter 1 fails now; that is expected[\s\S]*Code {6}tool_not_listed\n$/);

    for (const hint of [1, 2]) expect((await learn(folder, "hint")).stdout).toContain(`Hint ${hint} of 3`);
    expect((await learn(folder, "diff")).stdout).toContain("+export const summarizeTool");

    await learn(folder, "solve");
    expect((await learn(folder, "diff")).stdout).toBe("Your work is the solution, to the letter.\n");
    expect(await learn(folder, "check")).toMatchObject({ code: 0, stderr: "" });
    expect((await learn(folder)).stdout).toMatch(/A tool that cannot think .* done\n/);
    expect((await learn(folder, "next")).stdout).toContain("Chapter 2: ");
  });

  it.each([
    ["a chapter that does not exist", ["12"], "There is no chapter 12"],
    ["a chapter before the first one", ["-1"], '"-1" is no number of a chapter'],
    ["what is no chapter", ["1.5"], '"1.5" is no number of a chapter'],
    ["an unknown word", ["chekc"], "Did you mean check?"],
    ["a check before a chapter was laid out", ["check"], "No chapter is laid out yet"],
    ["a reset before a chapter was laid out", ["reset"], "No chapter is laid out yet"],
    ["a stop that the tour has not", ["tour", "99"], "There is no stop 99"],
    ["an unknown flag", ["check", "--wacth"], "--wacth"],
  ])("answers %s in a sentence, with what to do", async (_what, args, said) => {
    const { code, stdout, stderr } = await learn(createWorkFolder(), ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/^Failed \(invalid_option\): .*\nNext: .*\n$/);
  });

  it("keeps what was written before it lays out something else, and says where", async () => {
    const folder = createWorkFolder();
    await learn(folder, "1");
    writeFileSync(join(folder, TOOL), "// mine\n");
    writeFileSync(join(folder, "server/picture.png"), Buffer.from([0x89, 0xff, 0x00, 0xfe]));
    const { stdout } = await learn(folder, "reset");
    const [saved = ""] = readdirSync(join(folder, ".saved"));
    expect(stdout).toContain(`Your work is kept in ${join(".saved", saved)}\n`);
    expect(readFileSync(join(folder, ".saved", saved, TOOL), "utf8")).toBe("// mine\n");
    expect(readFileSync(join(folder, ".saved", saved, "server/picture.png"))).toEqual(Buffer.from([0x89, 255, 0, 254]));
    expect(readFileSync(join(folder, TOOL), "utf8")).not.toBe("// mine\n");
    // What the kit has laid out itself need not be kept.
    await learn(folder, "2");
    expect(readdirSync(join(folder, ".saved"))).toEqual([saved]);
  });

  it("leaves your work alone when you name its chapter again", async () => {
    const folder = createWorkFolder();
    await learn(folder, "1");
    writeFileSync(join(folder, TOOL), "// mine\n");
    const { code, stdout } = await learn(folder, "1");
    expect(code).toBe(0);
    expect(stdout).toContain("It lies in the work area, with your work. To begin again: pnpm learn reset\n");
    expect(readFileSync(join(folder, TOOL), "utf8")).toBe("// mine\n");
  });

  it("can be run in two terminals at once", async () => {
    const folder = createWorkFolder();
    const runs = await Promise.all([learn(folder, "1"), learn(folder, "2"), learn(folder, "1"), learn(folder, "hint")]);
    expect(runs.slice(0, 3).map(({ code }) => code)).toEqual([0, 0, 0]);
    const { chapter, isWhole } = JSON.parse(readFileSync(join(folder, ".progress.json"), "utf8"));
    expect([isWhole, chapter === 1 || chapter === 2]).toEqual([true, true]);
    expect(await learn(folder, "check")).toMatchObject({ stderr: "" });
  });

  it("goes on after a crash: a lock without its process, a chapter half laid out, broken progress", async () => {
    const folder = createWorkFolder();
    const dead = startLearn(folder, []);
    await dead.done;
    writeFileSync(join(folder, ".lock"), String(dead.child.pid));
    expect(await learn(folder, "1")).toMatchObject({ code: 0 });
    writeFileSync(join(folder, ".progress.json"), '{ "chapter": 1, "isWhole": false }');
    expect((await learn(folder, "check")).stderr).toMatch(/interrupted\.\nNext: Lay it out again: pnpm learn 1\n$/);
    writeFileSync(join(folder, ".progress.json"), '{ "chapter": 1, "isW');
    expect((await learn(folder, "check")).stderr).toMatch(/Begin with: pnpm learn 0\n$/);
    expect(await learn(folder, "1")).toMatchObject({ code: 0 });
  });

  it("says why when it cannot write", async () => {
    const folder = createWorkFolder();
    mkdirSync(join(folder, TOOL), { recursive: true });
    const { code, stderr } = await learn(folder, "1");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Failed \(file_unwritable\): Cannot write .*\nNext: .*\n/);
  });

  it("checks again whenever a file is saved, until Ctrl-C", async () => {
    const folder = createWorkFolder();
    await learn(folder, "1");
    const watching = startLearn(folder, ["check", "--watch"]);
    await watching.until("Watching your files");
    writeFileSync(join(folder, TOOL), "export const half = \n");
    await watching.until("Chapter 1 fails now", 2);
    await learn(folder, "solve");
    await watching.until("Chapter 1 is done");
    watching.child.kill("SIGINT");
    expect(await watching.done).toMatchObject({ code: 130, stderr: "" });
  });
});
