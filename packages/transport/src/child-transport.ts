import { type ChildProcessByStdio, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { KitError } from "@kit/protocol";
import spawn from "cross-spawn";
import { quoteLog, type ServerCommand } from "./server-spec.ts";
import { StdioTransport, type StdioTransportOptions } from "./stdio-transport.ts";

/** How often to look whether the processes that the server has started have ended. */
const LOOK_MS = 25;
/** What a process wrote last, and how it ended, may come a little after the end of its stdout. */
const LAST_WORDS_MS = 500;
const STDERR_TAIL_CHARACTERS = 4_000;

/** What to do about a process that does not come about: by hand it would not either. */
export const CORRECT_ENTRY = "Correct its entry where it is configured.";

/** Options of a `ChildTransport`. */
export type ChildTransportOptions = StdioTransportOptions & {
  /** Sees what the process writes to stderr, as it comes, and to stdout beside messages. Default: errors quote the end. */
  onStderr?: (text: string) => void;
  /** How long the process has to end by itself before each harder way, in milliseconds. Default: 2,000. */
  graceMs?: number;
};

/** Starts a server process, as the client's transport to it. What it starts in turn ends with it, and with this one. */
export class ChildTransport extends StdioTransport {
  readonly pid: number | undefined;
  readonly stderr: Readable;
  /** Settles when the process has ended: its exit code, or `null` if a signal ended it or it never started. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #graceMs: number;
  readonly #onStderr: ((text: string) => void) | undefined;
  /** Settles when the process has ended, and nobody holds its pipes. */
  readonly #silent: Promise<unknown>;
  #end: Promise<void> | undefined;
  #failure: string | undefined;
  #stderrTail = "";
  #unread: string | undefined;

  /** @throws {KitError} "server_not_started" when the system refuses the command at once. */
  constructor(command: ServerCommand, options: ChildTransportOptions = {}) {
    const child = start(command);
    super(child.stdout, child.stdin, { unreadable: "invalid_result", ...options });
    this.#graceMs = options.graceMs ?? 2_000;
    this.#onStderr = options.onStderr;
    this.#child = child;
    this.pid = child.pid;
    this.stderr = child.stderr;
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => {
        this.#failure = explainSpawn(error, command);
        resolve(null);
        void this.close();
      });
      child.once("exit", (code) => resolve(code));
    });
    this.#silent = new Promise((resolve) => child.once("close", resolve));
    if (this.pid !== undefined) endWithThisProcess(this.pid);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-STDERR_TAIL_CHARACTERS);
      options.onStderr?.(text);
    });
  }

  /** The last that the process wrote to stderr, or why it could not be started. */
  get stderrTail(): string {
    return this.#failure ?? this.#stderrTail.trim();
  }

  /** What of stderr tells most, and the first of stdout that could not be read, in one line. */
  get lastWords(): string {
    return [quoteLog(this.stderrTail), this.#unread].filter(Boolean).join(" / ");
  }

  protected override reportUnread(what: string): void {
    super.reportUnread(what);
    this.#unread ??= `On stdout: ${what}`;
    this.#onStderr?.(`${what}\n`);
  }

  /** @param what Whom the end of the process met. */
  async explainEnd(what: string): Promise<KitError> {
    await this.#fallsSilent();
    const code = await Promise.race([this.exited, Promise.resolve(undefined)]);
    const how = code === null ? "a signal ended it" : `it ended with exit code ${code}`;
    const wrote = this.lastWords && ` It wrote: ${this.lastWords}`;
    return new KitError("connection_closed", `${what}: ${code === undefined ? "it closed its stdout" : how}.${wrote}`);
  }

  /** Closes the connection and ends the process with all it has started: end of input, then SIGTERM, then SIGKILL. */
  override close(): Promise<void> {
    this.#end ??= this.#endAll();
    return this.#end;
  }

  async #endAll(): Promise<void> {
    await super.close();
    const { stdin, stdout, stderr } = this.#child;
    stdout.resume();
    stdin.end();
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      if (await this.#endsInTime()) break;
      if (this.pid !== undefined) signalTree(this.pid, signal);
    }
    await this.exited;
    if (this.pid !== undefined) TREES.delete(this.pid);
    // Who has left the process group may hold the pipes: this process must not wait for it.
    await this.#fallsSilent();
    for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
  }

  async #fallsSilent(): Promise<void> {
    await Promise.race([this.#silent, wait(LAST_WORDS_MS, undefined, { ref: false })]);
  }

  async #endsInTime(): Promise<boolean> {
    const until = performance.now() + this.#graceMs;
    const patience = new AbortController();
    const late = wait(this.#graceMs, false, { signal: patience.signal }).catch(() => false);
    const hasExited = await Promise.race([this.exited.then(() => true), late]);
    patience.abort();
    while (hasExited && this.pid !== undefined && isTreeAlive(this.pid)) {
      if (performance.now() > until) return false;
      await wait(LOOK_MS);
    }
    return hasExited;
  }
}

function start(command: ServerCommand) {
  const { command: program, args = [], env, cwd } = command;
  try {
    return spawn(program, [...args], {
      ...{ env, stdio: ["pipe", "pipe", "pipe"], windowsHide: true },
      // A process group of its own. On Windows it would be a console of its own.
      detached: !IS_WINDOWS,
      ...(cwd !== undefined && { cwd }),
    }) as ChildProcessByStdio<Writable, Readable, Readable>;
  } catch (cause) {
    const reason = explainSpawn(cause as NodeJS.ErrnoException, command);
    throw new KitError("server_not_started", `The server did not start: ${reason}`, { fix: CORRECT_ENTRY });
  }
}

/** What the system's refusal means, without a value that may be secret. */
function explainSpawn({ code }: NodeJS.ErrnoException, { command, cwd }: ServerCommand): string {
  const [program = "", ...more] = command.trim().split(/\s+/);
  if (cwd !== undefined && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return `its cwd ${cwd} is no folder (${code}). Correct its "cwd".`;
  }
  if (code === "ENOENT" && more.length > 0) {
    return `its command is more than the name of a program (${code}). Write "command": "${program}", and put the rest into "args".`;
  }
  if (code === "ENOENT") return `there is no program ${command} (${code}). Install it, or write its whole path.`;
  if (code === "EACCES") return `${command} may not be run (${code}). Write a program that is executable.`;
  if (code === "E2BIG") return `its args and env are longer than the system takes (${code}).`;
  return `the system does not take its command, args or env (${code}).`;
}

const IS_WINDOWS = process.platform === "win32";
/** The processes that are to end with this one. */
const TREES = new Set<number>();

function endWithThisProcess(pid: number): void {
  TREES.add(pid);
  if (process.listeners("exit").includes(killTrees)) return;
  process.on("exit", killTrees);
  // First, so that it still sees a listener that is there only once.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.prependListener(signal, dieOf);
}

function killTrees(): void {
  for (const pid of TREES) signalTree(pid, "SIGKILL");
}

/** A signal that nobody else listens for ends this process, as if nobody did here. */
function dieOf(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killTrees();
  process.off(signal, dieOf);
  process.kill(process.pid, signal);
}

/** A process group on POSIX; on Windows the processes whose parents are alive. */
function signalTree(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  if (IS_WINDOWS) {
    const force = signal === "SIGKILL" ? ["/F"] : [];
    spawnSync("taskkill", ["/pid", String(pid), "/T", ...force], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

function isTreeAlive(pid: number): boolean {
  try {
    return !IS_WINDOWS && process.kill(-pid, 0);
  } catch {
    return false;
  }
}
