import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import spawn from "cross-spawn";
import { StdioTransport, type StdioTransportOptions } from "./stdio-transport.ts";

const DEFAULT_GRACE_MS = 2_000;
const STDERR_TAIL_CHARACTERS = 4_000;

/** How to start a server process. */
export type ServerCommand = {
  command: string;
  args?: readonly string[];
  /** The whole environment of the process: nothing is inherited. */
  env: Record<string, string>;
  /** Where it runs. Default: where this process runs. */
  cwd?: string;
};

/** Options of a `ChildTransport`. */
export type ChildTransportOptions = StdioTransportOptions & {
  /** Sees what the process writes to stderr, as it comes. Default: only `stderrTail` keeps it. */
  onStderr?: (text: string) => void;
  /** How long the process has to end by itself before each harder way, in milliseconds. Default: 2,000. */
  graceMs?: number;
};

/** Starts a server process and is the client's transport to it. */
export class ChildTransport extends StdioTransport {
  readonly pid: number | undefined;
  readonly stderr: Readable;
  /** Settles when the process has ended: its exit code, or `null` if a signal ended it or it never started. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #graceMs: number;
  #stderrTail = "";

  constructor({ command, args = [], env, cwd }: ServerCommand, options: ChildTransportOptions = {}) {
    const child = spawn(command, [...args], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      ...(cwd !== undefined && { cwd }),
    }) as ChildProcessByStdio<Writable, Readable, Readable>;
    super(child.stdout, child.stdin, { unreadable: "invalid_result", ...options });
    this.#graceMs = options.graceMs ?? DEFAULT_GRACE_MS;
    this.#child = child;
    this.pid = child.pid;
    this.stderr = child.stderr;
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => {
        this.#stderrTail = `${error.message}\n${this.#stderrTail}`;
        resolve(null);
        void this.close();
      });
      child.once("exit", (code) => resolve(code));
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-STDERR_TAIL_CHARACTERS);
      options.onStderr?.(text);
    });
  }

  /** The last that the process wrote to stderr, or why it could not be started. */
  get stderrTail(): string {
    return this.#stderrTail.trim();
  }

  /** Closes the connection and ends the process: end of input, then SIGTERM, then SIGKILL. */
  override async close(): Promise<void> {
    await super.close();
    this.#child.stdout.resume();
    this.#child.stdin.end();
    if (await this.#exitsInTime()) return;
    this.#child.kill("SIGTERM");
    if (await this.#exitsInTime()) return;
    this.#child.kill("SIGKILL");
    await this.exited;
  }

  async #exitsInTime(): Promise<boolean> {
    const grace = Promise.withResolvers<false>();
    const timer = setTimeout(() => grace.resolve(false), this.#graceMs);
    const inTime = await Promise.race([this.exited.then(() => true), grace.promise]);
    clearTimeout(timer);
    return inTime;
  }
}
