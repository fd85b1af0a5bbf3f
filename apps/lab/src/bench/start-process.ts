import { fork } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const GRACE_MS = 10_000;
/** A call that is lost would be waited for without end. */
const ANSWER_WITHIN_MS = 120_000;

/** A process of the bench, which answers messages. */
export type BenchProcess = {
  pid: number | undefined;
  /** Sends a message and waits for the answer. */
  ask: (message: object) => Promise<unknown>;
  /** Lets the process end, and with it what it started. Resolves to the lines that were written to stderr. */
  stop: () => Promise<string[]>;
};

/**
 * Starts a TypeScript file as Node runs it. The process ends when it is stopped, or with the signal.
 *
 * @param flags Node's own. Without them it gets none: of the flags of this process, tsx would come along.
 */
export function startProcess(
  file: string,
  args: readonly string[],
  signal: AbortSignal,
  flags: readonly string[] = [],
): BenchProcess {
  const child = fork(file, args, { execArgv: [...flags], stdio: ["ignore", "ignore", "pipe", "ipc"], signal });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // Node does not tell of a `close` behind a `disconnect` of ours, so the end of stderr is waited for by itself.
  const read = Promise.withResolvers<void>();
  child.stderr?.once("close", read.resolve);
  const ended = new Promise<Error>((resolve) => {
    child.once("error", resolve);
    child.once("exit", async (code, by) => {
      await read.promise;
      resolve(new Error([`${basename(file)} ended with ${code ?? by}.`, stderr].join("\n").trim()));
    });
  });

  return {
    pid: child.pid,

    async ask(message) {
      const waited = new AbortController();
      const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: waited.signal }).then(
        () => new Error(`${basename(file)} did not answer in ${ANSWER_WITHIN_MS / 1000} s.`),
      );
      late.catch(() => undefined);
      const answered = once(child, "message");
      // What goes wrong on the way shows in `ended`.
      child.send(message, () => undefined);
      const outcome = await Promise.race([answered, ended, late]).finally(() => waited.abort());
      if (outcome instanceof Error) throw outcome;
      return outcome[0];
    },

    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
      await ended;
      clearTimeout(timer);
      return stderr.split("\n").filter((line) => line !== "");
    },
  };
}
