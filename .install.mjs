// Installs what a script of package.json needs, before it runs. It is the first code of a fresh clone, so it is
// JavaScript for whatever Node is there; and it does no harm to a folder that was carried to another machine.
//
//   node .install.mjs         what the walkthrough and the client need
//   node .install.mjs --all   what the tests need as well

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const LOCK = "pnpm-lock.yaml";
/** What pnpm installed last: equal to the lock file when it was everything. */
const INSTALLED = "node_modules/.pnpm/lock.yaml";
/** The lock file of the last install that left out what only tests need. */
const INSTALLED_TO_RUN = "node_modules/.installed-to-run.yaml";
/** The kit's own Node, where the package `node` puts it. */
const OWN_NODE = ["node_modules/node/bin/node", "node_modules/node/bin/node.exe"];

const readManifest = (path) => JSON.parse(readFileSync(path, "utf8"));
const { packageManager } = readManifest("package.json");
const { engines } = readManifest("apps/client/package.json");
const isForTests = process.argv.includes("--all");

if (!isCurrent(INSTALLED) && (isForTests || !isCurrent(INSTALLED_TO_RUN))) install();
if (!OWN_NODE.some(existsSync) && !isNode(engines.node.replace(">=", ""))) {
  stop(
    `This is Node ${process.version}, the kit needs ${engines.node}, and the Node that it brings is not installed. ` +
      `Type "npx -y ${packageManager} rebuild node --config.ignore-scripts=false", or use a newer Node.`,
  );
}

function isCurrent(path) {
  return existsSync(path) && readFileSync(path).equals(readFileSync(LOCK));
}

function install() {
  const store = readStore();
  // pnpm would empty a folder that was installed from another store, before it looks whether it can fill it again.
  const isCarried = store !== undefined && !existsSync(store);
  const status = isCarried ? undefined : runPnpm(store);
  if (status === 0) return;
  const isRunnable = existsSync(isForTests ? "node_modules/turbo" : "node_modules/tsx");
  const reason = isCarried ? "These packages were installed on another machine" : "Nothing could be installed";
  const next = "To install what is missing, delete node_modules and try again with a network.";
  if (!isRunnable) stop(`${reason}. ${next}`);
  console.error(`${reason}, and the lock file has changed: this runs with what is here. ${next}`);
}

/** The folder that pnpm installed from. Absent: nothing is installed. */
function readStore() {
  try {
    return JSON.parse(readFileSync("node_modules/.modules.yaml", "utf8")).storeDir;
  } catch {
    return undefined;
  }
}

/** Lets pnpm install: the caller when it is the repository's version, else the one that npx brings. */
function runPnpm(store) {
  const args = ["install", "--frozen-lockfile"];
  // The lock file holds the hash of each package. To look up their ages as well would load 130 MB.
  args.push("--config.minimum-release-age=0");
  // Without a network this gives up after seconds instead of minutes.
  args.push("--config.fetch-retries=3", "--config.fetch-retry-mintimeout=1000", "--config.fetch-retry-maxtimeout=4000");
  if (store !== undefined) args.push("--store-dir", store);
  if (!isForTests) args.push("--prod");
  // The script of the package `node` loads the kit's own Node: 44 MB.
  if (!isForTests && isNode("24.0")) args.push("--ignore-scripts");

  const { npm_config_user_agent: caller = "", npm_execpath: path = "" } = process.env;
  const isRepository = caller.startsWith(`${packageManager.replace("@", "/")} `) && !/js$/.test(path);
  const [command, ...first] = isRepository ? [path] : ["npx", "-y", packageManager];
  // What pnpm says goes to stderr: stdout belongs to the script.
  const options = { stdio: ["ignore", 2, 2], shell: process.platform === "win32" };
  const { status, signal } = spawnSync(command, [...first, ...args], options);
  if (signal !== null) process.exit(130);
  if (status === 0 && !isForTests) writeFileSync(INSTALLED_TO_RUN, readFileSync(LOCK));
  return status;
}

/** Whether this Node is of a version, such as "22.18", or newer. */
function isNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
