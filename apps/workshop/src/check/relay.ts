import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";

// Stands between a client and the server that it starts, and writes down what crosses: one JSON object a line, the first
// one with the environment that the client has given.
//
//   node relay.ts RECORD COMMAND [ARGUMENTS…]

const [record = "", command = "", ...args] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();
const write = (entry: object) => appendFileSync(record, `${JSON.stringify({ ...entry, at: now() })}\n`);
write({ env: process.env });

const server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });

/** Writes down every whole line. */
function follow(direction: string): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) write({ direction, line });
  };
}

process.stdin.setEncoding("utf8").on("data", follow("to-server"));
process.stdin.pipe(server.stdin);
server.stdout.setEncoding("utf8").on("data", follow("to-client"));
server.stdout.pipe(process.stdout);
for (const pipe of [server.stdin, process.stdout]) pipe.on("error", () => undefined);
server.once("exit", (code) => {
  process.exitCode = code ?? 1;
  process.stdin.destroy();
});
process.once("SIGTERM", () => server.kill("SIGTERM"));
