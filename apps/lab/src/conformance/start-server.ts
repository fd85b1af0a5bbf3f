import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { locate } from "../bench/locate.ts";

/** Starts the kit's server with the tools of the suite, and waits until it listens. */
export async function startServer(signal: AbortSignal) {
  const file = locate("@kit/server/src/testing/conformance-server.ts");
  const child = fork(file, [], { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const exited = once(child, "exit");
  const end = () => child.kill();
  signal.addEventListener("abort", end);
  const said: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    if (child.stderr === null) return reject(new Error("The server has no stderr."));
    createInterface(child.stderr).on("line", (line) => {
      said.push(line);
      const [found] = /http:\S+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void exited.then(() => reject(new Error(`The server did not start:\n${said.join("\n")}`)));
  });
  return {
    url: await url,
    async stop() {
      signal.removeEventListener("abort", end);
      end();
      await exited;
    },
  };
}
