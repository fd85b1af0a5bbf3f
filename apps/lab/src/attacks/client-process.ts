import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a run of the client ended, and all that it has shown. */
export type ClientRun = { code: number | null; stdout: string; stderr: string };

/** The client's command line, for Node: the lab starts it as a person does, and imports nothing of it. */
export const CLIENT = [
  "--import",
  import.meta.resolve("tsx"),
  fileURLToPath(import.meta.resolve("@kit/client/src/main.ts")),
];

/** Where the client runs, what its environment has beside the necessary, and what ends it. */
export type ClientOptions = { folder: string; env: Readonly<Record<string, string>>; signal: AbortSignal };

/** What a client in that folder has in its environment: no key, and a folder of its own for what it remembers. */
export function clientEnvironment({ folder, env }: Pick<ClientOptions, "folder" | "env">): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, INIT_CWD: folder, XDG_STATE_HOME: folder, ...env };
}

/** Runs the client's command line to its end, without a terminal. */
export function runClient(args: readonly string[], options: ClientOptions): Promise<ClientRun> {
  const { folder, signal } = options;
  const child = spawn(process.execPath, [...CLIENT, ...args], {
    cwd: folder,
    env: clientEnvironment(options),
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const run: ClientRun = { code: null, stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      run[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...run, code }));
  });
}
