import type { ReadStream } from "node:tty";
import { interrupt } from "./interrupt.ts";
import { withInput } from "./with-input.ts";

const CTRL_C = "\u0003";

/**
 * Hears Ctrl-C while `work` goes on, and drops what else is typed. The terminal makes no signal of it meanwhile: that
 * would reach the servers, too, since they are processes of the same group.
 */
export function withInterruptKey<T>(input: ReadStream, work: () => Promise<T>): Promise<T> {
  const hear = (data: string | Buffer) => {
    if (data.toString().includes(CTRL_C)) interrupt();
  };
  return withInput(input, "keys", async () => {
    input.on("data", hear);
    input.resume();
    try {
      return await work();
    } finally {
      input.off("data", hear);
    }
  });
}
