import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";

// `pnpm mutate` changes the code that must never break in silence, one place at a time, and sees whether a test fails.
// Stryker prints what no test noticed, and the command exits with 1 when that is more than a third of a package.
// `--only seal` runs the topics with that word in their names.

/** The critical code, by topic rather than by path: files move, and a topic without a file is an error. */
const TOPICS: Readonly<Record<string, string>> = {
  "the seal of a state": "*state-seal*",
  "the replay of a tool": "{replay,run-round,journal}*",
  "the policy": "{create-policy,decide*,apply-policy,policy}",
  "what is redacted": "*redact*",
  "signals of a prompt injection": "{injection*,susp*}",
  "limits of spending and rates": "{*limit*,*spending*,*reserv*}",
  "where HTTP requests come from": "{*source*,admission}",
};
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CAUGHT_PERCENT = 66;

const { values: flags } = parseArgs({ options: { only: { type: "string", default: "" } } });
const topics = Object.entries(TOPICS).filter(([name]) => name.includes(flags.only));
const filesByPackage = new Map<string, string[]>();

for (const [name, pattern] of topics) {
  const files = globSync(`{apps,packages}/*/src/**/${pattern}.ts`, { cwd: ROOT }).filter(
    (file) => !/\.test\.ts$|\/testing\/|\/lab\//.test(file),
  );
  console.log(`${name}: ${files.join(", ") || "no file"}`);
  if (files.length === 0) process.exitCode = 1;
  for (const file of files) {
    const [, folder = "", path = ""] = /^([^/]+\/[^/]+)\/(.*)$/.exec(file) ?? [];
    filesByPackage.set(folder, [...(filesByPackage.get(folder) ?? []), path]);
  }
}

for (const [folder, mutate] of filesByPackage) {
  process.chdir(`${ROOT}/${folder}`);
  const stryker = new Stryker({
    mutate,
    mutator: { excludedMutations: ["StringLiteral", "ObjectLiteral"], plugins: null },
    testRunner: "vitest",
    plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
    vitest: { configFile: "../../vitest.config.ts", related: true },
    coverageAnalysis: "perTest",
    dryRunTimeoutMinutes: 20,
    // As deep as the package, so that `../../tsconfig.base.json` is found. Stryker cannot read it with TypeScript 7.
    tempDirName: "../../.stryker",
    tsconfigFile: "none",
    packageManager: "pnpm",
    reporters: ["clear-text"],
    clearTextReporter: { logTests: false, reportTests: false },
    thresholds: { high: 90, low: CAUGHT_PERCENT, break: CAUGHT_PERCENT },
    allowEmpty: true,
  });
  await stryker.runMutationTest();
}
