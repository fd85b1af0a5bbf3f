import type { Writable } from "node:stream";

/** Waits until a stream can take more, or is closed. All who wait share one listener, however many they are. */
export function createDrainWait(output: Writable): () => Promise<void> {
  let drained: Promise<void> | undefined;
  return function untilDrained(): Promise<void> {
    drained ??= new Promise((resolve) => {
      const settle = (): void => {
        drained = undefined;
        output.off("drain", settle);
        output.off("close", settle);
        resolve();
      };
      output.on("drain", settle);
      output.on("close", settle);
    });
    return drained;
  };
}
