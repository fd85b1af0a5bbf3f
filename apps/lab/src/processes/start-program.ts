import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

const require = createRequire(import.meta.url);

/** The folder of the kit. */
export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** Where a file of another package is. The lab starts the apps, and never imports them. */
export function locate(specifier: string): string {
  return require.resolve(specifier);
}

/** Where a file of the lab is, by its path in `src`. */
export function locateInLab(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** The command line of the kit's server. */
export const SERVER = locate("@kit/server/src/main.ts");

/** The command line of the kit's client. */
export const CLIENT = locate("@kit/client/src/main.ts");

/** The flag of Node that loads a file of the lab before a program. */
export function preload(path: string): string[] {
  return ["--import", pathToFileURL(locateInLab(path)).href];
}

/** How a program is started. */
export type ProgramOptions = {
  args?: readonly string[];
  /** Flags for Node itself. */
  node?: readonly string[];
  /** The whole environment. Default: `PATH` alone. */
  env?: Readonly<Record<string, string>>;
  /** Whether its stdin and stdout are pipes. Default: it has neither. */
  hasWire?: boolean;
  /** Whether it heads a process group of its own. Default: it does not. */
  isDetached?: boolean;
  signal?: AbortSignal;
};

/** How long a program may take to end, in milliseconds. Long, because the machine may have other work. */
const GRACE_MS = 60_000;

/** A TypeScript file that runs as a process. */
export type Program = ReturnType<typeof startProgram>;

/** Starts a TypeScript file as Node runs it, with a channel for messages. */
export function startProgram(file: string, options: ProgramOptions = {}) {
  const { args = [], node = [], env = { PATH: process.env.PATH ?? "" }, hasWire = false, isDetached, signal } = options;
  const pipe = hasWire ? "pipe" : "ignore";
  const child = spawn(process.execPath, [...node, file, ...args], {
    env,
    stdio: [pipe, pipe, "pipe", "ipc"],
    ...(isDetached !== undefined && { detached: isDetached }),
    ...(signal !== undefined && { signal }),
  });
  // An abort ends the process, which shows in `exited`; a pipe to a process that has ended cannot be written to.
  child.on("error", () => undefined);
  child.stdin?.setMaxListeners(0).on("error", () => undefined);
  const stderr = createLog();
  child.stderr?.setEncoding("utf8").on("data", stderr.add);
  // Not `close`: it does not come while a pipe is unread, nor behind a `disconnect` of ours.
  const isRead = new Promise((resolve) => child.stderr?.once("close", resolve));
  const exited = once(child, "exit").then(async ([code, by]): Promise<number | string> => {
    await isRead;
    return code ?? by;
  });
  const ended = exited.then((code) => {
    throw new Error(`${basename(file)} ended with ${code}.\n${stderr.text()}`);
  });
  ended.catch(() => undefined);
  /** Settles as a promise does. @throws {Error} when the process ends first. */
  const orEnded = <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, ended]);
  return {
    child,
    pid: child.pid ?? 0,
    exited,
    orEnded,
    /** All that it has written to stderr. */
    stderr,

    /** @throws {Error} when it ends before it has written that to stderr. */
    said: (pattern: RegExp): Promise<RegExpExecArray> => orEnded(stderr.said(pattern)),

    /** Writes bytes to its stdin, and waits while the pipe is full. */
    async write(bytes: string | Buffer): Promise<void> {
      const { stdin } = child;
      if (stdin?.write(bytes) === false && stdin.writable) await Promise.race([once(stdin, "drain"), exited]);
    },

    /** Sends it a message, and waits for the next one from it. @throws {Error} when it ends first. */
    async ask(message: unknown): Promise<unknown> {
      const answered = orEnded(once(child, "message"));
      // What goes wrong on the way shows in `exited`.
      child.send(message as object, () => undefined);
      const [answer] = await answered;
      return answer;
    },

    /** Lets a program that ends with its channel end, and with it what it started. */
    async stop(): Promise<void> {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Runs a TypeScript file to its end, without a terminal. */
export function runProgram(file: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { env, cwd, signal, node = [] } = options;
  return new Promise((resolve, reject) => {
    const settings = { maxBuffer: Infinity, ...(env && { env }), ...(cwd && { cwd }), ...(signal && { signal }) };
    const child = execFile(process.execPath, [...node, file, ...args], settings, (error, stdout, stderr) => {
      if (signal?.aborted) reject(error);
      else resolve({ code: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

type RunOptions = Pick<ProgramOptions, "env" | "signal" | "node"> & { cwd?: string };

/** How a program ended, and all that it has shown. */
export type Run = { code: number | null; stdout: string; stderr: string };

/** Gathers text, for those who wait for a part of it. */
export function createLog() {
  let text = "";
  const waiting = new Set<() => void>();
  return {
    text: () => text,

    add(more: string): void {
      text += more;
      for (const look of [...waiting]) look();
    },

    /** Resolves when it has a match, from now on or already. */
    said: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve) => {
        const look = () => {
          const found = pattern.exec(stripVTControlCharacters(text));
          if (found === null) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),

    /** What it holds, which is forgotten. */
    take(): string {
      const taken = text;
      text = "";
      return taken;
    },
  };
}

/** Not `readline`: it also ends a line where a character that JSON need not escape separates lines. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}

/** Waits for a promise, but not longer than so many milliseconds. */
export async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`It had not ended after ${limitMs / 1000} s.`)), limitMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Aborts at the first Ctrl-C; the second one ends this process at once. */
export function abortOnInterrupt(): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupt.abort());
  return interrupt.signal;
}

/** Prints why a command of the lab failed, unless the user has interrupted it, and sets the exit code. */
export function endWith(error: unknown, signal: AbortSignal): void {
  process.exitCode = signal.aborted ? 130 : 1;
  if (!signal.aborted) console.error(error);
}
