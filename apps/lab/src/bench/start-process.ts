import { fork } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";

const GRACE_MS = 10_000;

/** A process of the bench, which answers messages. */
export type BenchProcess = {
  /** Sends a message and waits for the answer. */
  ask: (message: object) => Promise<unknown>;
  /** Lets the process end, and with it what it started. */
  stop: () => Promise<void>;
};

/** Starts a TypeScript file as Node runs it. The process ends when it is stopped, or with the signal. */
export function startProcess(file: string, args: readonly string[], signal: AbortSignal): BenchProcess {
  // Without the flags of this process: tsx would come along.
  const child = fork(file, args, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"], signal });
  const ended = new Promise<Error>((resolve) => {
    child.once("error", resolve);
    child.once("exit", (code, by) => resolve(new Error(`${basename(file)} ended with ${code ?? by}.`)));
  });

  return {
    async ask(message) {
      const answered = once(child, "message");
      // What goes wrong on the way shows in `ended`.
      child.send(message, () => undefined);
      const outcome = await Promise.race([answered, ended]);
      if (outcome instanceof Error) throw outcome;
      return outcome[0];
    },

    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
