import { globSync } from "node:fs";
import { parseArgs } from "node:util";
import { renderColumns } from "@kit/terminal";
import { ROOT } from "../processes/start-program.ts";
import { listCoveredFiles } from "./count-coverage.ts";
import { diffFolders, listSource } from "./count-source.ts";
import { measureInstall } from "./measure-install.ts";

// `pnpm sizes` prints how large the apps and packages are, tests and what only tests use left out, and exits with 1 when
// one is over its limit. `--coverage` also counts the files that one call runs through; `--verbose` names them.
// `--install` installs a fresh clone as a user of its own does, and measures what that loads and takes.

/** A part of the kit, by the paths that it holds, and the most that it may have. */
type Part = { name: string; holds: RegExp; lines?: number; files?: number };

const PARTS: readonly Part[] = [
  { name: "apps/server", holds: /^apps\/server\//, lines: 1_200, files: 30 },
  { name: "apps/client", holds: /^apps\/client\//, lines: 3_000, files: 50 },
  {
    name: "what one copies of apps/client",
    holds: /^apps\/client\/src\/((main|sampling-handler|connect)\.ts|protocol-\d{4}-\d\d-\d\d\/)/,
    lines: 1_000,
  },
  { name: "apps/lab", holds: /^apps\/lab\//, lines: 5_000 },
  { name: "apps/stage", holds: /^apps\/stage\//, lines: 2_600 },
  { name: "packages/tape", holds: /^packages\/tape\//, lines: 1_150 },
  {
    name: "all but scaffold, tape, stage, workshop",
    // None of the apps that a user made.
    holds: /^(packages\/(?!scaffold\/|tape\/)|apps\/(server|client|lab)\/)/,
    lines: 28_500,
    files: 520,
  },
];

/** In how many files of a part a function may run during one `call summarize` on 2026-07-28. */
const COVERED: readonly Part[] = [
  { name: "apps/server", holds: /^apps\/server\//, files: 12 },
  { name: "apps/client", holds: /^apps\/client\//, files: 12 },
  { name: "the whole kit", holds: /^/, files: 100 },
];

/** The most that a first `pnpm dev` may load and take, in MB. The README says so. */
const INSTALL = { download: 150, disk: 500 };

const flag = { type: "boolean", default: false } as const;
const { values: flags } = parseArgs({ options: { coverage: flag, install: flag, verbose: flag } });

/** Prints a number of a part against its limit, and remembers when it is over. */
function against(count: number, limit: number | undefined): string {
  if (limit === undefined) return count.toLocaleString("en");
  if (count > limit) process.exitCode = 1;
  return `${count.toLocaleString("en")} of ${limit.toLocaleString("en")}${count > limit ? " OVER" : ""}`;
}

const source = listSource();
const named = new Set(PARTS.map(({ name }) => name));
const others = globSync("{apps,packages}/*", { cwd: ROOT })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !named.has(path))
  .map((name): Part => ({ name, holds: new RegExp(`^${name}/`) }));
const rows = [...others.sort((one, other) => one.name.localeCompare(other.name)), ...PARTS].map((part) => {
  const files = source.filter(({ path }) => part.holds.test(path));
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  return [part.name, against(lines, part.lines), against(files.length, part.files)];
});
console.log(renderColumns([["", "lines", "files"], ...rows]).join("\n"));

console.log("\nThe two protocol folders, which are to read as twins:");
for (const app of globSync("apps/*/src/protocol-2025-11-25", { cwd: ROOT })) {
  const { lines, alone } = diffFolders(source, app, app.replace("2025-11-25", "2026-07-28"));
  console.log(`${app}: ${lines} lines differ; without a twin: ${alone.join(", ") || "none"}`);
}

if (flags.coverage) {
  const covered = await listCoveredFiles();
  const counts = COVERED.map(({ name, holds, files }) => [
    name,
    against(covered.filter((path) => holds.test(path)).length, files),
  ]);
  console.log(`\n${renderColumns([["files of which a function runs in one call", ""], ...counts]).join("\n")}`);
  if (flags.verbose) console.log(covered.join("\n"));
}

if (flags.install) {
  const { download, disk } = await measureInstall();
  // Where the system does not count what the network brings, only the disk is measured.
  const loaded = download === undefined ? "" : `loads ${against(download, INSTALL.download)} MB, and `;
  console.log(`\nA first install ${loaded}takes ${against(disk, INSTALL.disk)} MB of disk`);
}
