import { execFile } from "node:child_process";
import { globSync, readFileSync, statSync } from "node:fs";
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
  if (isOld()) {
    tell("Building the page …");
    const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
    await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "error"], { cwd: STAGE });
  }
  const files = globSync("**/*.*", { cwd: BUILT }).map((file) => {
    const path = `/${file.split(sep).join("/")}`;
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return [path === "/index.html" ? "/" : path, { type, body: readFileSync(join(BUILT, file)) }] as const;
  });
  return new Map(files);
}

function isOld(): boolean {
  const built = statSync(join(BUILT, "index.html"), { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: STAGE }));
  return sources.some((path) => statSync(join(STAGE, path)).mtimeMs > built.mtimeMs);
}
