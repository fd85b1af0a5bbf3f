import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ChildTransport } from "./child-transport.ts";
import type { JsonRpcMessage } from "./json-rpc.ts";
import type { ServerCommand } from "./server-spec.ts";

const notice: JsonRpcMessage = { jsonrpc: "2.0", method: "notice" };

function run(script: string, options = {}) {
  const command = { command: process.execPath, args: ["-e", script], env: { ONLY: "this" } };
  const transport = new ChildTransport(command, options);
  onTestFinished(() => transport.close());
  return transport;
}

function firstMessage(transport: ChildTransport): Promise<JsonRpcMessage> {
  return new Promise((resolve) => {
    transport.onmessage = resolve;
  });
}

describe("ChildTransport", () => {
  it("gives the process nothing but the environment it is told", async () => {
    const transport = run(
      `console.log(JSON.stringify({jsonrpc:"2.0",method:"env",params:{names:Object.keys(process.env)}}))`,
    );
    const message = firstMessage(transport);
    await transport.start();
    // macOS adds a variable of its own.
    expect(await message).toMatchObject({ params: { names: expect.not.arrayContaining(["PATH", "HOME"]) } });
    expect(await message).toMatchObject({ params: { names: expect.arrayContaining(["ONLY"]) } });
    await transport.close();
  });

  it("says that it is closed when the process had ended before anybody listened", async () => {
    const transport = run("process.exit(1)");
    await transport.exited;
    // Node reads on what nobody reads, and so the pipe ends unheard.
    if (!transport.stderr.closed) await once(transport.stderr, "close");
    const closed = new Promise<void>((resolve) => {
      transport.onclose = resolve;
    });
    await transport.start();
    await closed;
    expect(transport.hasLeft).toBe(true);
  });

  it("talks both ways, and ends the process by closing its input", async () => {
    const transport = run(`process.stdin.pipe(process.stdout)`);
    const message = firstMessage(transport);
    await transport.start();
    await transport.send(notice);
    expect(await message).toEqual(notice);
    await transport.close();
    expect(await transport.exited).toBe(0);
  });

  it("ends a process that ignores both the end of its input and SIGTERM", async () => {
    const stubborn = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log('{"jsonrpc":"2.0","method":"notice"}')`;
    const transport = run(stubborn, { graceMs: 50 });
    const message = firstMessage(transport);
    await transport.start();
    await message;
    await transport.close();
    expect(await transport.exited).toBeNull();
  });

  it("closes when the process ends by itself, and keeps its last words", async () => {
    const transport = run(`console.error("out of luck"); process.exit(3)`);
    const closed = new Promise<void>((resolve) => {
      transport.onclose = resolve;
    });
    const silent = once(transport.stderr, "close");
    await transport.start();
    await Promise.all([closed, silent]);
    expect(await transport.exited).toBe(3);
    expect(transport.stderrTail).toBe("out of luck");
  });

  it("ends what the process has started, even if that ignores SIGTERM", async () => {
    const transport = run(launching("inherit"), { graceMs: 100 });
    const child = await pidOnStderr(transport);
    await transport.close();
    await gone(child);
  });

  it("does not wait for a process that has left the group and holds the pipes", async () => {
    const transport = run(launching("inherit", true), { graceMs: 100 });
    const escaped = await pidOnStderr(transport);
    onTestFinished(() => void process.kill(escaped, "SIGKILL"));
    await transport.close();
    expect(transport.stderr.destroyed).toBe(true);
  });

  it("ends its processes when this one ends by a signal or a mistake", async () => {
    const ways = ["SIGTERM", "SIGINT", "SIGHUP", "throw"] as const;
    await Promise.all(
      ways.map(async (how) => {
        const program = fileURLToPath(new URL("testing/open-stubborn-server.ts", import.meta.url));
        const client = spawn(process.execPath, [program, how], { stdio: ["pipe", "pipe", "ignore"] });
        const [pid] = await once(client.stdout, "data");
        const exited = once(client, "exit");
        if (how === "throw") client.stdin.write("now");
        else client.kill(how);
        expect(await exited).toEqual(how === "throw" ? [1, null] : [null, how]);
        await gone(Number(pid));
      }),
    );
  });

  it.each([
    ["there is no such program", { command: "no-such-program" }, "there is no program no-such-program (ENOENT)"],
    [
      "the command holds its arguments",
      { command: "npx -y x" },
      'Write "command": "npx", and put the rest into "args".',
    ],
    ["its folder is not there", { cwd: "/none" }, "its cwd /none is no folder (ENOENT)"],
    ["its folder is a file", { cwd: fileURLToPath(import.meta.url) }, "is no folder (ENOTDIR)"],
    ["the program is a folder", { command: tmpdir() }, "may not be run (EACCES)"],
    ["its environment cannot be passed on", { env: { KEY: "a-secret\0" } }, "does not take its command, args or env"],
    ["its arguments are too long", { args: ["x".repeat(3_000_000)] }, "longer than the system takes (E2BIG)"],
  ])("closes when %s, and says so", async (_what, command, message) => {
    const reason = await failToStart({ command: process.execPath, env: {}, ...command });
    expect(reason).toContain(message);
    expect(reason).not.toContain("a-secret");
  });
});

const STUBBORN = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.error(process.pid)`;

/** A launcher such as `npx`, which ends with its input, unlike what it launches. */
function launching(stdio: string, detached = false): string {
  const options = JSON.stringify({ stdio, detached });
  return `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STUBBORN)}], ${options});
    process.stdin.on("end", process.exit).resume()`;
}

async function pidOnStderr({ stderr }: ChildTransport): Promise<number> {
  const [text] = await once(stderr, "data");
  return Number(text);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until a process that is no child of this one has ended. */
async function gone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000 });
}

/** Why a process could not be started, by whichever way that is told. */
async function failToStart(command: ServerCommand): Promise<string> {
  try {
    const transport = new ChildTransport(command);
    await transport.start();
    await transport.exited;
    return transport.stderrTail;
  } catch (error) {
    return String(error);
  }
}
