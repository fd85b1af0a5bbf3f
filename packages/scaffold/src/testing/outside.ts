import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

/** How pnpm is run where it is not installed. */
export const PNPM = ["npx", "-y", "pnpm@12.21.0"];

/** A user who has nothing of the kit: another home, and the programs of the machine alone. */
export type Outside = {
  /** An empty folder, with no workspace above it. */
  folder: string;
  /** What programs find in their environment: a Node, by default the one that runs the tests, and what else is set. */
  envOf: (node?: string, more?: Record<string, string>) => NodeJS.ProcessEnv;
  /** Runs a program. Resolves to what it wrote to stdout; rejects with all that it wrote when it fails. */
  run: (cwd: string, command: readonly string[], env?: NodeJS.ProcessEnv) => Promise<string>;
  /** Fetches other versions of Node from the registry. Resolves to their programs, in that order. */
  fetchNodes: (...versions: string[]) => Promise<string[]>;
  remove: () => void;
};

/** Makes one. What the registry sent to the user of the kit once is not fetched again. */
export function goOutside(): Outside {
  const folder = mkdtempSync(join(tmpdir(), "kit-outside-"));
  mkdirSync(join(folder, "home"));
  const { HOME = "", PATH = "", npm_config_cache, XDG_DATA_HOME, ...others } = process.env;
  const own = Object.entries(others).filter(([name]) => !/^(npm_|pnpm_|INIT_CWD|NODE_OPTIONS|VITEST)/i.test(name));
  const programs = PATH.split(delimiter).filter((path) => !path.includes("node_modules"));
  const env = {
    ...Object.fromEntries(own),
    ...{ HOME: join(folder, "home"), NO_COLOR: "1", npm_config_userconfig: join(HOME, ".npmrc") },
    npm_config_cache: npm_config_cache ?? join(HOME, ".npm"),
    XDG_DATA_HOME: XDG_DATA_HOME ?? join(HOME, ".local/share"),
  };
  const envOf: Outside["envOf"] = (node = process.execPath, more = {}) => ({
    ...env,
    PATH: [dirname(node), ...programs].join(delimiter),
    ...more,
  });
  const run: Outside["run"] = async (cwd, [command = "", ...args], own = envOf()) => {
    const { stdout } = await promisify(execFile)(command, args, { cwd, env: own, maxBuffer: 2 ** 26 }).catch(
      (error) => {
        throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
      },
    );
    return stdout;
  };

  return {
    ...{ folder, envOf, run },
    async fetchNodes(...versions) {
      const home = join(folder, "nodes");
      mkdirSync(home);
      const platform = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
      const aliases = versions.map((version) => `node-${version}@npm:${platform}@${version}`);
      await run(home, ["npm", "install", "--prefix", home, ...aliases]);
      return versions.map((version) => join(home, `node_modules/node-${version}/bin/node`));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
