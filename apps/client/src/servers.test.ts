import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import type { Origin } from "@kit/consent";
import type { ServerSpec } from "@kit/transport";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Watcher } from "./connection.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import type { Hub, OpenServersOptions } from "./servers.ts";
import { kitServer, kitServers, openServers } from "./servers.ts";
import { askingServer, scriptedServer, startAskingServer } from "./testing/asking-server.ts";
import { connectToKitServer, textResult } from "./testing/connect-to-kit-server.ts";
import { answerLine, LISTING, oddServer } from "./testing/odd-server.ts";
import type { HttpTestServer } from "./testing/serve-on-loopback.ts";

const [OLDEST = "2025-11-25", NEWEST = OLDEST] = SPOKEN_REVISIONS;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Asked = { origin: Origin; prompt: string };

/** Opens servers whose questions are answered with what they say. */
async function open(servers: readonly ServerSpec[], options: Partial<OpenServersOptions> = {}) {
  const asked: Asked[] = [];
  const hub = await openServers(servers, {
    revision: "auto",
    probeTimeoutMs: 60_000,
    ...options,
    createHandler:
      () =>
      async (request, { origin }) => {
        const [, prompt = ""] = /"text":"([^"]*)"/.exec(JSON.stringify(request)) ?? [];
        asked.push({ origin, prompt });
        return textResult(`answer to ${prompt}`);
      },
  });
  closing.push(hub.close);
  return { hub, asked };
}

const pids = ({ connections }: Hub) => connections.map(({ process }) => process?.pid ?? 0);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("several servers", { timeout: 120_000 }, () => {
  it("have their tools side by side, and each call goes to its own", async () => {
    const { hub } = await open([askingServer(OLDEST, "one"), askingServer(NEWEST, "two")]);
    expect(hub.tools.map(({ qualifiedName }) => qualifiedName)).toEqual([
      "one/ask",
      "one/count",
      "two/ask",
      "two/count",
    ]);
    expect(hub.connections.map(({ revision }) => revision)).toEqual([OLDEST, NEWEST]);
    for (const name of ["one", "two"]) {
      const result = await hub.call(`${name}/ask`, { text: "Hello?" });
      expect(result.content).toMatchObject([{ text: `answer to ${name}: Hello?` }]);
    }
  });

  it("are told apart by a tool's short name only where it is clear", async () => {
    const { hub } = await open([askingServer(OLDEST, "one")]);
    expect(hub.find("ask").qualifiedName).toBe("one/ask");
    expect(() => hub.find("akk")).toThrow("There is no tool akk. Did you mean ask?");
    expect(() => hub.find("something-else")).toThrow("There are: one/ask, one/count");
    const { hub: both } = await open([askingServer(OLDEST, "one"), askingServer(OLDEST, "two")]);
    await expect(both.call("ask", {})).rejects.toMatchObject({
      code: "unknown_tool",
      message: "Several servers have a tool ask. Name one of one/ask, two/ask.",
    });
  });

  it("keep a tool with its connection, whatever slashes are in the names", async () => {
    const list = (name: string) => ({ "tools/list": { ...LISTING, tools: [{ name, inputSchema: {} }] } });
    const { hub } = await open([oddServer(list("b/say"), "a"), oddServer(list("say"), "a/b")]);
    const [first, second] = hub.tools;
    expect([first, second].map((tool) => tool?.qualifiedName)).toEqual(["a/b/say", "a/b/say"]);
    for (const tool of hub.tools) {
      const lines = [answerLine('"result":{"content":[{"type":"text","text":"SERVER"}]}')];
      expect(await hub.call(tool, { lines })).toMatchObject({ content: [{ text: tool.server }] });
    }
    expect(() => hub.find("a/b/say")).toThrow("The servers a and a/b both have a tool a/b/say.");
  });

  it.each(SPOKEN_REVISIONS)("are listed again when one says on %s that its tools have changed", async (revision) => {
    const tool = (name: string) => ({ name, inputSchema: {} });
    const lists = [
      { ...LISTING, tools: [tool("say")] },
      { ...LISTING, tools: [tool("say"), tool("orders")] },
    ];
    const { hub } = await open([oddServer({ "tools/list": lists })], { revision });
    const changed = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}';
    await hub.call("say", { lines: [changed, answerLine('"result":{"content":[]}')] });
    await vi.waitFor(() => expect(hub.find("orders").qualifiedName).toBe("odd/orders"));
  });

  it("work although one cannot be opened, which is told", async () => {
    const { hub } = await open([
      scriptedServer("broken", "console.error('no luck today'); process.exit(1)"),
      { name: "away", url: "http://127.0.0.1:9/mcp" },
      askingServer(OLDEST, "works"),
    ]);
    expect(hub.failures).toMatchObject([
      { name: "broken", error: { code: "server_not_started", message: expect.stringContaining("no luck today") } },
      { name: "away", error: { code: "server_unreachable" } },
    ]);
    expect(await hub.call("count", { steps: 1 })).toMatchObject({ content: [{ text: "Counted to 1." }] });
  });

  it("are started again at the next call when one dies, which is told, and leave no process behind", async () => {
    const told: string[] = [];
    const { hub } = await open([askingServer(OLDEST, "one"), askingServer(NEWEST, "two")], {
      tell: told.push.bind(told),
    });
    const [first = 0, second = 0] = pids(hub);
    const died = hub.connections[0]?.process?.exited;
    process.kill(first, "SIGKILL");
    await died;
    expect(await hub.call("two/count", { steps: 1 })).toMatchObject({ content: [{ text: "Counted to 1." }] });
    // Calls side by side open it once.
    const calls = await Promise.all([hub.call("one/count", { steps: 1 }), hub.call("one/ask", { text: "Hello?" })]);
    expect(calls).toMatchObject([
      { content: [{ text: "Counted to 1." }] },
      { content: [{ text: "answer to one: Hello?" }] },
    ]);
    expect(told).toEqual([expect.stringMatching(/^The connection to one has ended, and is opened again\./)]);
    const all = [first, second, ...pids(hub)];
    await hub.close();
    expect(all.map(isAlive)).toEqual([false, false, false, false]);
  });

  it("are started again a few times only, and a call that met the crash says how it came", async () => {
    const told: string[] = [];
    const crashing = scriptedServer(
      "crashing",
      `const reply = (id, result) => console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
       const capabilities = { tools: {} };
       const tools = [{ name: "crash", inputSchema: { type: "object" } }];
       const all = {
         initialize: { protocolVersion: "2025-11-25", capabilities, serverInfo: { name: "crashing", version: "1" } },
         "tools/list": { tools },
       };
       require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
         const { id, method } = JSON.parse(line);
         if (method in all) reply(id, all[method]);
         if (method !== "tools/call") return;
         console.error("\\x1b[31mdisk full");
         process.exit(3);
       });`,
    );
    const { hub } = await open([crashing], { revision: OLDEST, tell: told.push.bind(told) });
    for (let call = 0; call < 4; call += 1) {
      const message = "The server crashing left during crash: it ended with exit code 3. It wrote: disk full";
      await expect(hub.call("crash", {})).rejects.toMatchObject({ code: "connection_closed", message });
    }
    expect(told).toHaveLength(3);
    await expect(hub.call("crash", {})).rejects.toMatchObject({
      code: "connection_closed",
      message: expect.stringContaining("was opened again 3 times, and answered no call. It wrote: disk full"),
    });
  });

  it("are opened only where the tool is that is called", async () => {
    const { hub } = await open([scriptedServer("stuck", "setInterval(() => {}, 1000)"), askingServer(OLDEST, "one")], {
      tool: "one/count",
    });
    expect(hub).toMatchObject({ failures: [], connections: [{ identity: { name: "one" } }] });
  });

  it("hold up nobody for good: who is waited for is told", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const told: string[] = [];
    const silent = scriptedServer("silent", `process.stdin.on("end", process.exit).resume()`);
    const opening = open([silent], { revision: OLDEST, handshakeTimeoutMs: 500, tell: told.push.bind(told) });
    vi.advanceTimersByTime(5_000);
    const { hub } = await opening;
    vi.useRealTimers();
    expect(told).toEqual(["Waiting for silent to answer."]);
    const message = /^The server silent runs, but it has not answered within 0.5 s/;
    expect(hub.failures).toMatchObject([
      { name: "silent", error: { code: "handshake_failed", message: expect.stringMatching(message) } },
    ]);
  });

  it("leave no process behind when opening them is cancelled", async () => {
    const cancel = new AbortController();
    const { promise: silentStarted, resolve: onSilent } = Promise.withResolvers<number>();
    const { promise: worksStarted, resolve: onWorks } = Promise.withResolvers<number>();
    const { promise: listed, resolve: onListed } = Promise.withResolvers<void>();
    const watcher: Watcher = {
      connect: (server) => ({
        onStderr: (text) => (server === "silent" ? onSilent : onWorks)(Number(/\d+/.exec(text)?.[0])),
        onTraffic({ direction, message }) {
          if (direction === "received" && "result" in message && "tools" in message.result) onListed();
        },
      }),
    };
    const opening = openServers(
      [askingServer(OLDEST, "works"), scriptedServer("silent", "console.error(process.pid); process.stdin.resume()")],
      { revision: OLDEST, signal: cancel.signal, watchers: [watcher] },
    );
    const pids = await Promise.all([silentStarted, worksStarted]);
    await listed;
    cancel.abort();
    await expect(opening).rejects.toMatchObject({ code: "cancelled" });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });
});

const CALLS_OF_EACH = 50;

describe.each(SPOKEN_REVISIONS)("two servers that sample %s at once", (revision) => {
  async function serve(name: string): Promise<ServerSpec> {
    const server: HttpTestServer = await startAskingServer(revision, name);
    closing.push(server.kill);
    return { name, url: server.url };
  }

  it.each([
    ["processes", async (name: string): Promise<ServerSpec> => askingServer(revision, name)],
    ["addresses", serve],
  ] as const)("50 times each never cross, as %s", { timeout: 120_000 }, async (_title, toSpec) => {
    const servers = await Promise.all(["left", "right"].map(toSpec));
    const { hub, asked } = await open(servers, { revision });
    const calls = Array.from({ length: 2 * CALLS_OF_EACH }, (_, index) => ({
      server: index % 2 ? "left" : "right",
      index,
    }));
    const results = await Promise.all(
      calls.map(({ server, index }) => hub.call(`${server}/ask`, { text: `marker ${index}` })),
    );
    // The server puts its own name before the text, and on 2026-07-28 refuses a requestState that is not its own.
    expect(results.map(({ content }) => content)).toMatchObject(
      calls.map(({ server, index }) => [{ text: `answer to ${server}: marker ${index}` }]),
    );
    expect(asked).toHaveLength(2 * CALLS_OF_EACH);
    for (const { origin, prompt } of asked) {
      const [server, text] = prompt.split(": ");
      expect(origin).toMatchObject({ server, claimedName: server });
      const texts = origin.calls.map((call) => call.arguments.text);
      if (revision === "2026-07-28") expect(texts).toEqual([text]);
      expect(texts).toContain(text);
      const parity = Number(text?.split(" ")[1]) % 2;
      expect(texts.every((other) => Number(String(other).split(" ")[1]) % 2 === parity)).toBe(true);
    }
  });
});

describe("the servers of the kit", () => {
  const names = (here: string) => kitServers({ here, variables: {} }).map(({ name }) => name);

  it("are its own, and for who stands in its root those that were made there: no other app", () => {
    const root = resolve(import.meta.dirname, "../../..");
    expect(names(root)[0]).toBe("kit");
    for (const other of ["server", "client", "lab"]) expect(names(root)).not.toContain(other);
    expect(names(tmpdir())).toEqual(["kit"]);
  });
});

describe("the process of the kit's server", () => {
  const KEYS = { OPENAI_API_KEY: "sk-secret", KIT_MODEL: "openai/x", GITHUB_TOKEN: "ghp-secret" };

  it("is given no key of this process", () => {
    const { env } = kitServer({ ...process.env, ...KEYS });
    expect(JSON.stringify(env)).not.toMatch(/secret|KIT_MODEL/);
    expect(env).toHaveProperty("PATH");
  });

  it.runIf(process.platform === "linux")("has none in its environment, as the kernel sees it", async () => {
    for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
    const connection = await connectToKitServer(NEWEST, async () => textResult("An answer."));
    closing.push(connection.close);
    vi.unstubAllEnvs();
    const environment = readFileSync(`/proc/${connection.process?.pid}/environ`, "utf8");
    expect(environment).toContain("PATH=");
    expect(environment).not.toMatch(/KEY|TOKEN|secret|KIT_MODEL/);
  });
});
