import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const STAGE = fileURLToPath(new URL("..", import.meta.url));
const BUILT = join(STAGE, "dist");
/** What the page is made of, in the stage and in the packages of the kit. */
const SOURCES = [
  "page/**/*",
  "src/contract.ts",
  "vite.config.ts",
  "package.json",
  "../../packages/{protocol,tape}/src/**/*.ts",
];

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The files of the page, by their paths on the server. */
export type Page = ReadonlyMap<string, { type: string; body: Buffer }>;

/** Builds the page if its sources have changed since, and reads it. */
export async function loadPage(tell: (line: string) => void): Promise<Page> {
  if (!isOld()) return readPage(BUILT);
  tell("Building the page …");
  // Others may build or read it at this moment: it is put in place when it is whole.
  const made = mkdtempSync(join(STAGE, "node_modules/page-"));
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  const args = [vite, "build", "--logLevel", "error", "--outDir", made];
  await promisify(execFile)(process.execPath, args, { cwd: STAGE });
  const page = readPage(made);
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(made, BUILT);
  return page;
}

function readPage(folder: string): Page {
  const files = globSync("**/*.*", { cwd: folder }).map((file) => {
    const path = `/${file.split(sep).join("/")}`;
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return [path === "/index.html" ? "/" : path, { type, body: readFileSync(join(folder, file)) }] as const;
  });
  return new Map(files);
}

function isOld(): boolean {
  const built = statSync(join(BUILT, "index.html"), { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: STAGE }));
  return sources.some((path) => statSync(join(STAGE, path)).mtimeMs > built.mtimeMs);
}
