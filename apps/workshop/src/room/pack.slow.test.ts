import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packRoom } from "./pack.ts";

/** Runs a program where no network can be reached but loopback. */
const WITHOUT_NETWORK = ["-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const canCut = spawnSync("unshare", [...WITHOUT_NETWORK, "true"]).status === 0;
if (!canCut) console.error("not run without a network: no permission to unshare");

/** To pack loads some 250 MB. */
const PACKING_MS = 900_000;
const OWN = `${process.platform}-${process.arch}`;

describe.skipIf(!canCut && !process.env.CI)("a laptop that never had a network", () => {
  const base = mkdtempSync(join(tmpdir(), "kit-room-"));
  const kit = join(base, "laptop", "mcp-sampling-kit");
  const home = join(base, "home");
  afterAll(() => rmSync(base, { recursive: true }));

  beforeAll(() => {
    const file = join(base, "room.tgz");
    const { leftOut } = packRoom([OWN], file, () => undefined);
    expect(leftOut.filter((sentence) => sentence.startsWith("pnpm"))).toEqual([]);
    mkdirSync(home, { recursive: true });
    mkdirSync(join(base, "laptop"));
    expect(spawnSync("tar", ["-xf", file, "-C", join(base, "laptop")]).status).toBe(0);
    rmSync(file);
  }, PACKING_MS);

  function run(...args: string[]) {
    const env = { HOME: home, PATH: process.env.PATH ?? "" };
    return spawnSync("unshare", [...WITHOUT_NETWORK, ...args], { cwd: kit, env, encoding: "utf8" });
  }

  it("is told when the archive is for others", () => {
    const other = `Object.defineProperty(process, "arch", { value: "riscv64" }); await import("${kit}/room.mjs")`;
    const { status, stderr } = run("node", "--input-type=module", "--eval", other);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining(`is ${process.platform}-riscv64, and this archive is for ${OWN}.`),
    });
  });

  it("is installed by what the archive brings, twice if one likes", () => {
    for (const _ of [1, 2]) {
      const { status, stdout, stderr } = run(join(".room", OWN, "node"), "room.mjs");
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringMatching(/^Ready\./), stderr: "" });
    }
    expect(existsSync(join(kit, "node_modules/node/bin/node"))).toBe(true);
    expect(readFileSync(join(kit, "node_modules/.modules.yaml"), "utf8")).toContain(join(kit, ".room/store"));
  });

  it.each([
    [["npm", "run", "--silent", "dev", "--", "--no-pause"], "What you have seen"],
    [["./pnpm", "--silent", "dev", "--no-pause"], "What you have seen"],
    [["npm", "run", "--silent", "learn"], "Next: npm run learn"],
    [["./pnpm", "--silent", "learn", "1"], "Chapter 1"],
    [["./pnpm", "--silent", "learn", "solve"], "The solution of chapter 1"],
    [["./pnpm", "--silent", "learn", "check"], "Chapter 1 is done"],
  ])("runs %j", (command, said) => {
    const { status, stdout, stderr } = run(...command);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringContaining(said), stderr: "" });
  });

  it("makes a server of one's own", () => {
    const { status, stdout } = run("./pnpm", "--silent", "new", "server", "--dry-run", "mine");
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("apps/mine/src/main.ts") });
  });
});
