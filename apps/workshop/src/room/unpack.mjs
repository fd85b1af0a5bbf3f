// Installs the kit on a laptop from what `pnpm room pack` has put beside it, without a network. It is the first code
// there, so it is JavaScript for whatever Node is there. Run it as often as you like.
//
//   node room.mjs

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const kit = dirname(fileURLToPath(import.meta.url));
const room = join(kit, ".room");
const platform = `${process.platform}-${process.arch}`;
const suffix = process.platform === "win32" ? ".exe" : "";
const tools = join(room, platform);

if (!existsSync(join(tools, `pnpm${suffix}`))) {
  const packed = existsSync(room) ? readdirSync(room).filter((name) => name !== "store") : [];
  console.error(`This laptop is ${platform}, and this archive is for ${packed.join(", ") || "no platform"}.`);
  console.error(`Ask for one that was made with: pnpm room pack --platforms ${platform}`);
  process.exit(1);
}

// The name that the chapters use: ./pnpm learn
const pnpm = place(`pnpm${suffix}`, join(kit, `pnpm${suffix}`));
// The hash of each package is in the lock file. What its scripts would load is beside it: the kit's own Node.
const args = ["install", "--offline", "--frozen-lockfile", "--ignore-scripts", "--config.minimum-release-age=0"];
const { status } = spawnSync(pnpm, args, { cwd: kit, stdio: ["ignore", "ignore", "inherit"] });
if (status !== 0) {
  console.error("The packages could not be installed. Delete node_modules, and unpack the archive once more.");
  process.exit(1);
}
if (existsSync(join(tools, `node${suffix}`))) {
  place(`node${suffix}`, join(kit, "node_modules", "node", "bin", `node${suffix}`));
  // On Windows the programs in .bin look for Node beside them.
  if (suffix) place("node.exe", join(kit, "node_modules", ".bin", "node.exe"));
}

const typed = process.platform === "win32" ? ".\\pnpm" : "./pnpm";
console.log(`Ready. In ${kit} type: ${typed} dev, or ${typed} learn. With npm: npm run dev, npm run learn`);

/** Copies a program from the archive to where it is looked for. */
function place(name, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(tools, name), to);
  chmodSync(to, 0o755);
  return to;
}
