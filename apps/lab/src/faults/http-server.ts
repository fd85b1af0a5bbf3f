import { livingProcesses } from "./living-processes.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

/** The server of a bench over HTTP. It stays warm until it is gone, or is to have another clock. */
export class HttpServer {
  /** Where it listens. */
  url = "";
  #process: ServerProcess | undefined;
  #jumpMs = 0;

  /** Starts it, unless it runs already. Resolves to its process id. */
  async ensure(jumpMs: number, onStderr: (text: string) => void): Promise<number> {
    if (this.#process !== undefined && this.#isAlive() && this.#jumpMs === jumpMs) return this.#process.pid;
    await this.stop();
    this.#process = startServer(["--http", "--port", "0", "--shutdown-timeout", "1"], jumpMs, onStderr);
    this.#jumpMs = jumpMs;
    const [, url = ""] = await this.#process.said(/Listening on (http:\S+)/);
    this.url = url;
    return this.#process.pid;
  }

  async stop(): Promise<void> {
    if (this.#process === undefined) return;
    if (this.#isAlive()) process.kill(this.#process.pid, "SIGTERM");
    await this.#process.exited;
    this.#process = undefined;
  }

  #isAlive(): boolean {
    return this.#process !== undefined && livingProcesses(new Set([this.#process.pid])).length > 0;
  }
}
