import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { ChildTransport } from "./child-transport.ts";
import type { JsonRpcMessage } from "./json-rpc.ts";

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

  it("closes when there is no such program, and says so", async () => {
    const transport = new ChildTransport({ command: "no-such-program", env: {} });
    const closed = new Promise<void>((resolve) => {
      transport.onclose = resolve;
    });
    await transport.start();
    await closed;
    expect(transport.stderrTail).toContain("ENOENT");
  });
});
