import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./processes/start-program.ts";

/** Runs a program where no network can be reached but loopback. */
const WITHOUT_NETWORK = ["-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const canCut = spawnSync("unshare", [...WITHOUT_NETWORK, "true"]).status === 0;
if (!canCut) console.error("not run without a network: no permission to unshare");

/** A clone with the files as they stand, without packages. */
function clone(folder: string): void {
  const paths = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const path of paths.split("\n").filter((path) => path !== "" && existsSync(join(ROOT, path)))) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
}

describe.skipIf(!canCut && !process.env.CI)("a folder that was carried to a machine without a network", () => {
  const base = mkdtempSync(join(tmpdir(), "kit-carried-"));
  const kit = join(base, "kit");
  afterAll(() => rmSync(base, { recursive: true }));

  beforeAll(() => {
    clone(kit);
    // Packages as links to the same files: what a test removes there stays here.
    const modules = [
      ".",
      ...["packages", "apps"].flatMap((part) => readdirSync(join(ROOT, part)).map((name) => `${part}/${name}`)),
    ];
    for (const path of modules.filter((path) => existsSync(join(ROOT, path, "node_modules")))) {
      const [from, to] = [join(ROOT, path, "node_modules"), join(kit, path)];
      // On another file system there can be no such links.
      if (spawnSync("cp", ["-al", from, to]).status !== 0) execFileSync("cp", ["-a", from, to]);
    }
  });

  /** Runs a script of the kit as a user with a home of their own, whose pnpm has never installed anything. */
  function run(...args: string[]) {
    const home = join(base, "home");
    mkdirSync(home, { recursive: true });
    const env = { HOME: home, PATH: process.env.PATH ?? "" };
    return spawnSync("unshare", [...WITHOUT_NETWORK, ...args], { cwd: kit, env, encoding: "utf8" });
  }
  const installed = () => readdirSync(join(kit, "node_modules/.pnpm")).length;

  it("walks through with the packages that are there, and says nothing of them", () => {
    const { status, stdout, stderr } = run("npm", "run", "--silent", "dev", "--", "--no-pause");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("What you have seen");
  });

  it("keeps them when the lock file has changed, and says in one line what to do", () => {
    const before = installed();
    appendFileSync(join(kit, "pnpm-lock.yaml"), "# changed\n");
    cpSync(join(kit, "node_modules/.modules.yaml"), join(base, "modules.yaml"));
    execFileSync("sed", ["-i", 's#"storeDir": "[^"]*"#"storeDir": "/gone"#', join(kit, "node_modules/.modules.yaml")]);
    for (const flags of [[], ["--all"]]) {
      const { status, stderr } = run("node", ".install.mjs", ...flags);
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringMatching(/^These packages were installed on another machine.*delete node_modules.*\n$/),
      });
    }
    expect(installed()).toBe(before);
  });
});

describe("a fresh clone", () => {
  it("is not installed by npm, which says what to type", () => {
    const folder = mkdtempSync(join(tmpdir(), "kit-npm-"));
    clone(folder);
    const { status, stderr } = spawnSync("npm", ["install", "--fetch-retries=0"], { cwd: folder, encoding: "utf8" });
    expect({ status, isInstalled: existsSync(join(folder, "node_modules")) }).toEqual({
      status: 1,
      isInstalled: false,
    });
    expect(stderr).toMatch(/npx -y pnpm@\d+\.\d+\.\d+ dev/);
    rmSync(folder, { recursive: true });
  });
});
