import { ChildTransport } from "../child-transport.ts";

// Starts a server behind a launcher, as `npx` does, that heeds nothing but SIGKILL, and writes its pid to stdout.
const STUBBORN = `process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); process.on("SIGINT", () => {});
  setInterval(() => {}, 1000); console.error(process.pid);`;
const LAUNCHER = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STUBBORN)}], { stdio: "inherit" })`;

new ChildTransport(
  { command: process.execPath, args: ["-e", LAUNCHER], env: {} },
  { onStderr: (text) => process.stdout.write(text) },
);
if (process.argv[2] === "throw") process.stdin.once("data", () => Promise.reject(new Error("A mistake.")));
