import { createInterface } from "node:readline/promises";
import { interrupt } from "@kit/terminal";

/**
 * A pause on the way: waits for Enter in a terminal, and for nothing elsewhere. Ctrl-C goes on to the process.
 */
export function createPause(isInteractive: boolean, signal: AbortSignal): () => Promise<void> {
  if (!isInteractive) return async () => undefined;
  return async () => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    terminal.once("SIGINT", interrupt);
    try {
      await terminal.question("\nEnter to go on, Ctrl-C to stop ", { signal });
    } catch (error) {
      interrupt();
      throw error;
    } finally {
      terminal.close();
    }
  };
}
