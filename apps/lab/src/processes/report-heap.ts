// Loaded into the server with `--import`, beside its own code: tells over IPC how much it holds once it has cleaned up.

const { gc } = globalThis;
if (gc === undefined) throw new Error("Start this process with --expose-gc.");

process.on("message", async () => {
  await gc({ execution: "async" });
  process.send?.(process.memoryUsage().heapUsed);
});
// The server must end with its input, although the channel stays open.
process.channel?.unref();
