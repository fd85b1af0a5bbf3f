import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../processes/start-program.ts";

/**
 * Walks through a clone of the last commit, with a home that is empty: no cache, no store, no pnpm.
 *
 * @returns What came over the network meanwhile, to whichever process (Linux only), and what clone and home take, in MB.
 */
export async function measureInstall(): Promise<{ download: number | undefined; disk: number }> {
  const base = await mkdtemp(join(tmpdir(), "kit-install-"));
  try {
    execFileSync("git", ["clone", "-q", ROOT, join(base, "kit")]);
    const before = receivedBytes();
    const env = { ...process.env, HOME: join(base, "home"), npm_config_cache: join(base, "home/.npm") };
    const { status, stdout } = spawnSync("npx", ["-y", "pnpm@12.21.0", "dev"], { cwd: join(base, "kit"), env });
    if (status !== 0) throw new Error(`The clone does not walk through: ${stdout}`);
    const after = receivedBytes();
    const disk = Number.parseInt(execFileSync("du", ["-sk", base], { encoding: "utf8" }), 10) / 1000;
    const download = before === undefined || after === undefined ? undefined : Math.round((after - before) / 1e6);
    return { download, disk: Math.round(disk) };
  } finally {
    await rm(base, { recursive: true });
  }
}

function receivedBytes(): number | undefined {
  const folder = "/sys/class/net";
  if (!existsSync(folder)) return undefined;
  const devices = readdirSync(folder).filter((name) => name !== "lo");
  const counters = devices.map((name) => readFileSync(join(folder, name, "statistics/rx_bytes"), "utf8"));
  return counters.reduce((sum, bytes) => sum + Number(bytes), 0);
}
