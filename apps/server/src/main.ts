// A host starts the server without arguments and waits for it, so a plain start loads nothing of HTTP.
if (process.argv.length > 2) {
  const { runCommand } = await import("./http/run-command.ts");
  await runCommand(process.argv, process.env);
} else {
  const { serveStdio } = await import("./serve-stdio.ts");
  await serveStdio(process.env);
}
