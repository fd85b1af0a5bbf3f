import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve, sep } from "node:path";
import { isRecord, parseJson } from "@kit/protocol";
import type { Chapter } from "../../src/chapter.ts";
import { copyProject, KIT, librariesOf } from "../../src/check/copied-project.ts";
import { fail } from "../../src/check/failure.ts";
import type { Learner } from "../../src/check/learner.ts";
import { lastAnswer } from "../../src/check/wire.ts";

const COPY = "server/copy.json";
/** What only a workspace like the kit's can resolve. */
const OF_THE_KIT = /^(?:workspace|catalog):/;
const MAX_LINES = 6;

/** What an ejected project is checked with, as the scripts of its `package.json` do. */
const CHECKS = [
  {
    args: ["node_modules/typescript/bin/tsc"],
    code: "copy_does_not_compile",
    expected: "The types of your project are right: npm run typecheck",
    next: "Open the file that the compiler names. What you delete or add in one place may be named in another.",
  },
  {
    args: ["node_modules/vitest/vitest.mjs", "run", "--bail=1"],
    code: "copy_tests_fail",
    expected: "The tests of your project pass: npm test",
    next: "A test says what was meant before your change. Change the test too, if you mean something else now.",
  },
  {
    args: ["build.ts"],
    code: "copy_does_not_build",
    expected: "Your project can be built: npm run build",
    next: "Read what the bundler says: most often a file or a library is named that is not there.",
  },
] as const;

export const chapter: Chapter = {
  number: 8,
  title: "Make it yours",
  question: "How do I get a server of my own out of this, without taking the whole kit along?",
  minutes: 10,
  open: [COPY],
  firstFailure: "no_copy",
  mistakes: {
    "named-inside-the-kit": "copy_in_the_kit",
    "copied-by-hand": "copy_needs_the_kit",
    "lists-a-tool-that-stayed": "copy_does_not_compile",
    "changes-the-tool-alone": "copy_tests_fail",
  },
  exercise: [COPY],
  outside: takeOut,
  async check(learner) {
    const project = findCopy(learner.folder);
    const copy = join(learner.temp, "copy");
    const missing = copyProject(project, copy);
    if (missing.length > 0) {
      fail({
        code: "copy_not_installed",
        expected: "The libraries of your project are installed, or are among those of the kit.",
        seen: `Not found: ${missing.join(", ")}`,
        next: "You have added a library. Type npm install in the folder of your project, where there is a network.",
      });
    }
    for (const { args, ...failure } of CHECKS) await runCheckOf(learner, copy, args, failure);
    await checkAlone(learner, copy);
  },
};

/** The folder that the learner has named. */
function findCopy(work: string): string {
  const file = join(work, COPY);
  const said = existsSync(file) ? parseJson(readFileSync(file, "utf8")) : undefined;
  const given = isRecord(said) && typeof said.folder === "string" ? said.folder : "";
  const folder = resolve(KIT, given);
  const seen = { [COPY]: said ?? "is not there, or is no JSON" };
  if (given === "" || !existsSync(join(folder, "package.json"))) {
    fail({
      code: "no_copy",
      expected: `${COPY} names the folder of your project: the whole path, or the path from the folder of the kit.`,
      seen: given === "" ? seen : `There is no package.json in ${folder}.`,
      next: 'Make one: pnpm eject server ../my-server. Then write its folder into the file: { "folder": "../my-server" }',
    });
  }
  const whole = realpathSync(folder);
  if (`${whole}${sep}`.startsWith(`${KIT}${sep}`)) {
    fail({
      code: "copy_in_the_kit",
      expected: "Your project stands outside the kit: there nothing of the kit can help it by accident.",
      seen,
      next: "pnpm new makes an app inside the kit, pnpm eject takes one out: pnpm eject server ../my-server.",
    });
  }
  const bound = Object.entries(librariesOf(whole)).filter(([, version]) => OF_THE_KIT.test(version));
  if (bound.length > 0) {
    fail({
      code: "copy_needs_the_kit",
      expected: "The package.json of your project asks for versions that a registry knows.",
      seen: Object.fromEntries(bound),
      next: "A folder copied by hand keeps the ways of the kit's workspace. pnpm eject writes them anew: pnpm eject server ../my-server.",
    });
  }
  return whole;
}

async function runCheckOf(
  { run }: Learner,
  copy: string,
  args: readonly string[],
  failure: { code: string; expected: string; next: string },
): Promise<void> {
  const { code, stdout, stderr, isLate } = await run(args, copy);
  if (code === 0) return;
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => /\bFAIL\b|Error: |error TS|\[ERROR\]/.test(line));
  fail({
    ...failure,
    seen: lines.slice(0, MAX_LINES).join("\n") || (isLate ? "It did not end." : `It ended with ${code}.`),
  });
}

/** The file that was built, with nothing beside it: a server lists its tools, a client shows its help. */
async function checkAlone(learner: Learner, copy: string): Promise<void> {
  const main = join(learner.temp, "alone", "main.js");
  cpSync(join(copy, "dist", "main.js"), main);
  if (!existsSync(join(copy, "server.json"))) {
    return runCheckOf(learner, learner.temp, [main, "--help"], {
      code: "copy_does_not_start",
      expected: "The file dist/main.js, alone in a folder, shows its help.",
      next: "Start it yourself to see more: node dist/main.js --help",
    });
  }
  const client = await learner.connect({ main });
  const tools = await client.listTools();
  if (tools.length > 0) return;
  fail({
    code: "copy_offers_nothing",
    expected: "The file dist/main.js, alone in a folder, lists the tools of your server.",
    seen: lastAnswer(client.wire, "tools/list"),
    next: "A tool is listed when ALL_TOOLS in src/tools/all-tools.ts of your project holds it.",
  });
}

/** What a wrong solution changes in the project: a file, a text in it, and what comes in its place. */
const CHANGES: Readonly<Record<string, readonly [string, string, string]>> = {
  "lists-a-tool-that-stayed": [
    "src/tools/all-tools.ts",
    'import { summarizeTool } from "./summarize.ts";',
    'import { summarizeTool } from "./summarize.ts";\nimport { translateTool } from "./translate.ts";',
  ],
  "changes-the-tool-alone": ["src/tools/summarize.ts", "in at most", "in about"],
};

/** What is typed in this chapter, beside what the files say. */
async function takeOut(work: string, name: string): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "kit-learn-copy-"));
  const copy = join(home, "my-server");
  const clear = async () => rmSync(home, { recursive: true, force: true });
  if (name === "start" || name === "named-inside-the-kit") return clear;
  if (name === "copied-by-hand") {
    const filter = (path: string) => !["node_modules", "dist"].includes(basename(path));
    cpSync(join(KIT, "apps", "server"), copy, { recursive: true, filter });
  } else {
    execFileSync(process.execPath, [join(KIT, "packages/scaffold/src/main.ts"), "eject", "server", copy]);
  }
  const change = CHANGES[name];
  if (change !== undefined) {
    const [path, from, to] = change;
    const text = readFileSync(join(copy, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(join(copy, path), text.replace(from, to));
  }
  writeFileSync(join(work, COPY), JSON.stringify({ folder: copy }));
  return clear;
}
