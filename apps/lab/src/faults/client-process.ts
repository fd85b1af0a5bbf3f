import { fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { BASE_ENVIRONMENT, CLIENT, WITH_CLOCK } from "./locate.ts";

/** What the client says of itself between orders. */
export type ClientEvent = "ready" | "asked" | "answering";

/** A process that runs the kit's client, and does what it is told. */
export type ClientProcess = {
  pid: number;
  /** Gives an order, and resolves to what came of it; never if the process ends first. */
  order: (order: { do: string; [detail: string]: unknown }) => Promise<Reply>;
  next: (event: ClientEvent) => Promise<unknown>;
  /** Lets it close its connection and end, and with it what it started. */
  stop: () => Promise<void>;
};

type Reply = { code?: string; message?: string; serverPid?: number };

/** Starts it, at the head of a process group of its own. */
export async function startClient(env: Record<string, string>, onStderr: (text: string) => void) {
  const child = fork(CLIENT, [], {
    ...{ execArgv: WITH_CLOCK, env: { ...BASE_ENVIRONMENT, ...env }, detached: true },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const exited = once(child, "exit");
  const said = new EventEmitter();
  let lastId = 0;
  child.stderr?.setEncoding("utf8").on("data", onStderr);
  child.on("message", (message: { event?: string; id?: number }) => {
    said.emit(message.event ?? String(message.id), message);
  });
  await Promise.race([once(said, "ready"), exited.then(() => Promise.reject(new Error("The client did not start.")))]);

  const client: ClientProcess = {
    pid: child.pid ?? 0,
    async order(order) {
      const id = ++lastId;
      const replied = once(said, String(id));
      child.send({ ...order, id }, () => undefined);
      const [reply] = await replied;
      return reply;
    },
    next: (event) => once(said, event),
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
  return client;
}
