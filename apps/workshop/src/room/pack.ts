import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UsageError } from "@kit/terminal";

const KIT_ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const NAME = "mcp-sampling-kit";
/** As Node names them: `process.platform` and `process.arch`. */
const PLATFORM = /^(linux|darwin|win32)-(x64|arm64)$/;
/** What it means that the registry has a program for the others only. */
const WITHOUT = { pnpm: "Such a laptop cannot be prepared.", node: "Such a laptop needs Node 22.18 or newer." };

const NEEDS = "Packing needs git, npm, tar and a network. Mend what it says, and pack once more.";

/** How large an archive is, and what is not in it and should be, a sentence each. */
export type Packed = { megabytes: number; leftOut: string[] };

/**
 * Makes one archive that prepares laptops without a network: the kit as it is committed, pnpm, its store with the
 * packages of each platform, and the kit's own Node. What the registry does not have for a platform is left out.
 *
 * @param platforms Such as `linux-x64`.
 * @param file The archive.
 * @throws {UsageError} when a platform is none, and when a program that this needs fails: git, npm, pnpm, tar.
 */
export function packRoom(platforms: readonly string[], file: string, say: (line: string) => void): Packed {
  const wrong = platforms.find((platform) => !PLATFORM.test(platform));
  if (wrong !== undefined) {
    throw new UsageError(`${wrong} is no platform.`, { fix: "Name some, as in linux-x64,darwin-arm64,win32-x64." });
  }
  mkdirSync(dirname(file), { recursive: true });
  const scratch = mkdtempSync(join(dirname(file), ".room-"));
  try {
    const kit = join(scratch, NAME);
    const leftOut = fillKit(kit, platforms, say);
    say("one archive of it all");
    // The packages are in the store; what was linked to get them there is of this machine.
    run("tar", ["-czf", file, "--exclude", "node_modules", NAME], scratch);
    return { megabytes: Math.round(statSync(file).size / 1e6), leftOut };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Does with an archive what a laptop does. @throws {UsageError} when that fails. */
export function unpackRoom(archive: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  run("tar", ["-xf", archive], folder, "Name an archive that pnpm room pack has made.");
  return run(process.execPath, [join(folder, NAME, "room.mjs")], folder).trim();
}

function fillKit(kit: string, platforms: readonly string[], say: (line: string) => void): string[] {
  const leftOut = run("git", ["status", "--porcelain"], KIT_ROOT) && ["What you have changed and not committed."];
  // A clone and not only its files: `pnpm new` and `pnpm eject` ask git for them.
  run("git", ["clone", "--quiet", "--depth", "1", pathToFileURL(KIT_ROOT).href, kit], KIT_ROOT);
  run("git", ["remote", "remove", "origin"], kit);
  appendFileSync(join(kit, ".git", "info", "exclude"), "/.room/\n/room.mjs\n/pnpm\n/pnpm.exe\n");
  const { packageManager, optionalDependencies } = JSON.parse(readFileSync(join(kit, "package.json"), "utf8"));
  const room = join(kit, ".room");
  const missing = platforms.flatMap((platform) => {
    const [os = "", cpu = ""] = platform.split("-");
    say(`${platform}: programs`);
    const isMac = platform === "darwin-arm64";
    const specs = {
      pnpm: packageManager.replace("pnpm", `@pnpm/exe.${platform}`),
      node: `${isMac ? "node-bin" : "node"}-${os.replace("win32", "win")}-${cpu}@${optionalDependencies.node}`,
    };
    const absent = (["pnpm", "node"] as const).filter((tool) => !fetchProgram(specs[tool], tool, join(room, platform)));
    if (!absent.includes("pnpm")) {
      say(`${platform}: packages`);
      const flags = `--frozen-lockfile --ignore-scripts --config.minimum-release-age=0 --os ${os} --cpu ${cpu}`.split(
        " ",
      );
      run("npx", ["-y", packageManager, "install", ...flags, "--store-dir", join(room, "store")], kit);
    }
    return absent.map((tool) => `${tool} for ${platform}: the registry has no ${specs[tool]}. ${WITHOUT[tool]}`);
  });
  // Links to folders of this machine.
  for (const links of globSync(join(room, "store", "*", "projects"))) rmSync(links, { recursive: true });
  appendFileSync(
    join(kit, "pnpm-workspace.yaml"),
    "\n# The packages that came with the archive, and no scripts that would load more.\nstoreDir: .room/store\nignoreScripts: true\n",
  );
  copyFileSync(join(kit, "apps/workshop/src/room/unpack.mjs"), join(kit, "room.mjs"));
  return [...(leftOut || []), ...missing];
}

/** Puts a program of a package into a folder. False: the registry does not have this package. */
function fetchProgram(spec: string, name: "pnpm" | "node", folder: string): boolean {
  const scratch = mkdtempSync(join(tmpdir(), "kit-program-"));
  try {
    run("npm", ["pack", spec, "--pack-destination", scratch, "--loglevel", "error"], scratch);
    const [archive = ""] = globSync("*.tgz", { cwd: scratch });
    run("tar", ["-xzf", archive], scratch);
    const [program = ""] = globSync(`package/{,bin/}${name}{,.exe}`, { cwd: scratch });
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(scratch, program), join(folder, basename(program)));
    return true;
  } catch (error) {
    if (/\bE404\b|\bETARGET\b/.test(String(error))) return false;
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs a program to its end, and gives what it writes. @throws {UsageError} when it fails. */
function run(program: string, args: readonly string[], cwd: string, fix = NEEDS): string {
  // On Windows npm is a script, which only a shell can run.
  const shell = process.platform === "win32" && /^np[mx]$/.test(program);
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd, shell, encoding: "utf8" });
  if (status === 0) return stdout;
  throw new UsageError(`${program} failed: ${error?.message ?? (stderr || stdout).trim()}`, { fix });
}
