import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "@kit/terminal";
import { Command } from "commander";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { ejectCommand } from "./eject-command.ts";
import { KIT_ROOT } from "./kit.ts";
import { newCommand } from "./new-command.ts";
import { hashOf } from "./project.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-scaffold-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

/** Runs a command line in this process, as a user who stands in the folder of the tests. */
async function run(...args: string[]) {
  vi.stubEnv("INIT_CWD", folder);
  const out = vi.spyOn(console, "log").mockReturnValue();
  const error = vi.spyOn(console, "error").mockReturnValue();
  await runProgram(new Command("pnpm").addCommand(ejectCommand()).addCommand(newCommand(new AbortController())), args);
  const text = (spy: typeof out) => spy.mock.calls.map(([line]) => String(line)).join("\n");
  const said = { code: process.exitCode ?? 0, stdout: text(out), stderr: text(error) };
  vi.restoreAllMocks();
  process.exitCode = 0;
  return said;
}

mkdirSync(join(folder, "full"));
writeFileSync(join(folder, "full/mine.txt"), "mine");
writeFileSync(join(folder, "file"), "mine");
symlinkSync(join(KIT_ROOT, "packages"), join(folder, "link"));
symlinkSync("nowhere", join(folder, "loose"));

describe("a command line that cannot be carried out", () => {
  it.each([
    ["an app that does not exist", ["eject", "serve", "new"], "There is no app serve"],
    ["a folder that is not empty", ["eject", "server", "full"], "is not empty"],
    ["a folder that is a file", ["eject", "server", "file"], "is a file"],
    ["a folder in a file", ["eject", "server", "file/new"], "Nothing can be written"],
    ["a folder where nobody can write", ["eject", "server", "/proc/new"], "Nothing can be written"],
    ["a folder in the kit", ["eject", "server", join(KIT_ROOT, "new")], "is in the kit"],
    ["a folder that a link puts into the kit", ["eject", "server", "link/new"], "is in the kit"],
    ["a link to nothing", ["eject", "server", "loose"], "is a link to nothing"],
    ["a folder with a space and an umlaut", ["eject", "server", "mein größter Server"], "URL-friendly"],
    ["a folder with a name that npm refuses", ["eject", "server", "New"], "capital letters"],
    ["a name that npm refuses", ["eject", "server", "new", "--name", "node_modules"], "cannot be the name"],
    ["a part that does not exist", ["eject", "server", "new", "--with", "gold"], "no part gold"],
    ["a part that every object has", ["eject", "server", "new", "--with", "constructor"], "no part constructor"],
    ["no name", ["eject", "server", "new", "--name", ""], "cannot be the name"],
    ["two folders", ["eject", "server", "new", "newer"], "too many arguments"],
    ["an app that is a path", ["eject", "../server", "new"], "There is no app"],
    ["an app that is not for copies", ["eject", "lab", "new"], "There is no app lab"],
    ["a part of the other app", ["eject", "client", "new", "--direct"], "no part direct"],
    ["a revision that does not exist", ["eject", "server", "new", "--protocol", "2024-11-05"], "Allowed choices"],
    ["an unknown flag", ["eject", "server", "new", "--fast"], "unknown option"],
    ["an app without a folder", ["eject", "server"], "Name an app and a folder"],
    ["a project that was not ejected", ["eject", "--diff", "full"], "does not say what"],
    ["both at once", ["eject", "--diff", "full", "--update", "full"], "cannot be used with"],
    ["the name of an app that is there", ["new", "server", "client"], "There is an app client already"],
    ["an app with a scope", ["new", "server", "@me/mine"], "no name of a folder"],
    ["an app with a name that npm refuses", ["new", "client", ".mine"], "cannot be the name"],
    ["an app whose name is a word of its sources", ["new", "server", "log"], "could not be renamed"],
    ["an app with a name that is its own title", ["new", "server", "2048"], "could not be renamed"],
    ["a tool that is there", ["new", "tool", "summarize"], "is taken"],
    ["a tool whose name is no name", ["new", "tool", "My Tool"], "cannot be the name of a tool"],
    ["a tool with capitals", ["new", "tool", "toJSON"], "cannot be the name of a tool"],
    ["a tool with an umlaut", ["new", "tool", "größe"], "cannot be the name of a tool"],
    ["a tool with a name of 65 letters", ["new", "tool", "a".repeat(65)], "cannot be the name of a tool"],
    ["a tool that is a word of TypeScript", ["new", "tool", "delete"], "means something else"],
    ["a tool that is a global of JavaScript", ["new", "tool", "escape"], "means something else"],
    ["a tool with the name of an import", ["new", "tool", "wrap-data"], "means something else"],
    ["a tool whose function has the name of an import", ["new", "tool", "define"], "means something else"],
    ["a tool whose file would be an index", ["new", "tool", "index"], "means something else"],
    ["a tool with the name of something else in the contracts", ["new", "tool", "parse-output"], "is taken"],
    ["a tool of no server", ["new", "tool", "mine", "--in", "client"], "is no server"],
    ["a tool of an app that does not exist", ["new", "tool", "mine", "--in", "serve"], "There is no app serve"],
  ])("is told so in one sentence with what to do, and nothing is written: %s", async (_what, args, said) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/^Failed \(\w+\): [^\n]+\nNext: [^\n]+$/);
    expect(readdirSync(folder)).toEqual(["file", "full", "link", "loose"]);
  });

  it("is told that there is no git", async () => {
    vi.stubEnv("PATH", "");
    expect((await run("eject", "server", "new")).stderr).toContain("git is not installed");
  });
});

describe("a dry run", () => {
  it.each([
    [["eject", "server", "new", "--dry-run"], "src/kit/protocol/index.ts"],
    [["eject", "server", "my server", "--name", "@me/mine", "--with", "tools, ", "--http", "--dry-run"], "Dockerfile"],
    [["new", "server", "mine", "--dry-run"], "apps/mine/src/main.ts"],
    [["new", "tool", "name-ships", "--dry-run"], "apps/server/src/tools/name-ships.test.ts"],
  ])("of %j lists the files, and writes none", async (args, path) => {
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    expect(stdout.split("\n")).toContain(path);
    expect(existsSync(join(KIT_ROOT, path))).toBe(false);
  });
});

describe("a project that was ejected", () => {
  const path = (name: string) => join(folder, "server", name);
  afterAll(() => rmSync(join(folder, "server"), { recursive: true }));

  it("is told what the kit has changed since, and takes it, beside its own changes", async () => {
    expect((await run("eject", "server", "server")).stdout).toMatch(/^Wrote \d+ files .*\n\d+ lines of source/);
    expect((await run("eject", "--diff", "server")).stdout).toContain("changed nothing");

    // The kit had another text, as far as the project can tell: what it holds is older.
    const origin = JSON.parse(readFileSync(path("kit.json"), "utf8"));
    for (const name of ["src/log.ts", "src/main.ts", "README.md"]) {
      origin.files[name] = "another";
      writeFileSync(path(name), `${readFileSync(path(name), "utf8")}// mine\n`);
    }
    writeFileSync(path("kit.json"), JSON.stringify(origin));
    expect((await run("eject", "--diff", "server")).stdout.match(/^\+\+\+ .*/gm)).toEqual([
      "+++ README.md",
      "+++ src/log.ts",
      "+++ src/main.ts",
    ]);
    const { code, stdout } = await run("eject", "--update", "server");
    expect([code, stdout.split("\n")]).toEqual([
      1,
      ["conflict  README.md", "conflict  src/log.ts", "conflict  src/main.ts"],
    ]);
    expect(readFileSync(path("src/log.ts"), "utf8")).toMatch(/^<<<<<<< yours[\s\S]*^>>>>>>> kit$/m);
    expect((await run("eject", "--diff", "server")).stdout).toContain("changed nothing");
  });

  it("takes what it never changed, when nobody knows any more what was ejected", async () => {
    writeFileSync(path("README.md"), "It was another.\r\n");
    const now = JSON.parse(readFileSync(path("kit.json"), "utf8"));
    const sayOfReadme = (text: string) => ({ ...now.files, "README.md": hashOf(text), "src/log.ts": hashOf(text) });
    writeFileSync(path("kit.json"), JSON.stringify({ ...now, files: sayOfReadme("It was another.\n") }));
    const marked = await run("eject", "--update", "server");
    expect([marked.code, marked.stderr]).toEqual([2, expect.stringContaining("still stand in src/log.ts")]);
    rmSync(path("src/log.ts"));
    expect((await run("eject", "--update", "server")).stdout).toContain("written   README.md");
    expect(readFileSync(path("README.md"), "utf8")).toMatch(/^# server\r\n/);
  });

  it.each(["", "{", "[]", "{}", '{"app":"server","name":"x","without":[],"commit":"--help","files":{}}'])(
    "is told that %j is no file of origin",
    async (broken) => {
      writeFileSync(path("kit.json"), broken);
      for (const flag of ["--diff", "--update"]) {
        const said = expect.stringContaining("does not say what the project was made of");
        expect(await run("eject", flag, "server")).toMatchObject({ code: 2, stdout: "", stderr: said });
      }
    },
  );
});
