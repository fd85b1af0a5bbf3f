import type { CommandServer } from "@kit/transport";
import { afterEach, describe, expect, it } from "vitest";
import { type ConnectOptions, connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { SPOKEN_REVISIONS } from "./protocols.ts";
import { askingServer, scriptedServer } from "./testing/asking-server.ts";
import { textResult } from "./testing/connect-to-kit-server.ts";

let connection: Connection | undefined;
afterEach(async () => {
  await connection?.close();
  connection = undefined;
});

/** On a machine under load a server takes its time: none of these is to be taken for silent. */
const PATIENT_MS = 60_000;
const NEVER_MS = 2 ** 31 - 1;

/** Connects and keeps what the starts of the server wrote, and which methods were sent. */
async function open(server: CommandServer, options: Partial<ConnectOptions> = {}) {
  const seen = { stderr: "", sent: [] as string[] };
  connection = await connect({
    server,
    revision: "auto",
    handler: async () => textResult("An answer."),
    probeTimeoutMs: PATIENT_MS,
    onStderr: (text) => {
      seen.stderr += text;
    },
    onTraffic: ({ direction, message }) => {
      if (direction === "sent" && "method" in message) seen.sent.push(message.method);
    },
    ...options,
  });
  return { connection, ...seen, starts: seen.stderr.match(/ has process \d+/g)?.length };
}

/**
 * A server of 2025-11-25 in a few lines.
 *
 * @param onDiscover What it does when it is asked which revision it speaks.
 * @param first What it does before anything else.
 */
function oldServer(onDiscover: string, first = ""): CommandServer {
  return scriptedServer(
    "old",
    `console.error("old has process " + process.pid + ".");
     ${first};
     const reply = (id, result) => console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
     let isStuck = false;
     let isAnswered = false;
     const serverInfo = { name: "old", version: "1" };
     require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
       const { id, method } = JSON.parse(line);
       if (method === "server/discover") { ${onDiscover} }
       if (method === "initialize" && isStuck) process.exit(1);
       if (method === "initialize") reply(id, { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo });
       if (id === "early") isAnswered = true;
       if (method === "tools/list") reply(id, { tools: isAnswered ? [{ name: "answered", inputSchema: { type: "object" } }] : [] });
     });`,
  );
}

describe.runIf(SPOKEN_REVISIONS.length > 1)("auto, with a process", { timeout: 120_000 }, () => {
  it("starts a server of the 2026-07-28 SDK once, and speaks 2026-07-28 with it", async () => {
    const { connection, starts, sent } = await open(askingServer("2026-07-28"));
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2026-07-28", starts: 1 });
    expect(sent).toEqual(["server/discover", "tools/list", "subscriptions/listen"]);
    expect(await connection.callTool("ask", { text: "Hello?" })).toMatchObject({ content: [{ text: "An answer." }] });
  });

  it("goes on with initialize in the same process of a server of the 2025-11-25 SDK", async () => {
    const { connection, starts, sent } = await open(askingServer("2025-11-25"));
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2025-11-25", starts: 1 });
    expect(sent.slice(0, 2)).toEqual(["server/discover", "initialize"]);
    expect(await connection.callTool("ask", { text: "Hello?" })).toMatchObject({ content: [{ text: "An answer." }] });
  });

  it("starts a server again that exits on the question", async () => {
    const { connection, starts } = await open(oldServer("process.exit(1)"));
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2025-11-25", starts: 2 });
  });

  it("goes on in the same process of a server that is silent about the question", async () => {
    const { connection, starts } = await open(oldServer(""), { probeTimeoutMs: 50 });
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2025-11-25", starts: 1 });
  });

  it("starts a server again that the question has stopped", async () => {
    const { connection, starts } = await open(oldServer("isStuck = true"), { probeTimeoutMs: 50 });
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2025-11-25", starts: 2 });
  });

  const MODERN = { resultType: "complete", supportedVersions: ["2026-07-28"], capabilities: {} };
  const UNSUPPORTED = { code: -32022, message: "No.", data: { supported: ["2026-07-28"] } };
  const OLD = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "dual", version: "1" } };

  it.each([
    ["both revisions", { result: MODERN }, { result: OLD }, "2026-07-28", 2],
    ["2026-07-28 only", { result: MODERN }, { error: UNSUPPORTED }, "2026-07-28", 2],
    ["2026-07-28 only, and says so late", undefined, { error: UNSUPPORTED }, "2026-07-28", 2],
    ["2025-11-25 only", { error: { code: -32601, message: "No." } }, { result: OLD }, "2025-11-25", 1],
  ])("waits out a slow server that speaks %s", async (_what, onDiscover, onInitialize, revision, starts) => {
    // The answer to the question comes with the greeting: the client has given up waiting for it by then.
    const slow = scriptedServer(
      "slow",
      `console.error("slow has process " + process.pid + ".");
       const say = (id, answer) => answer && console.log(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
       let asked;
       require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
         const { id, method } = JSON.parse(line);
         if (method === "server/discover" && id === "server-discover") asked = id;
         else if (method === "server/discover") say(id, { result: ${JSON.stringify(MODERN)} });
         if (method !== "initialize") return;
         say(asked, ${JSON.stringify(onDiscover)});
         say(id, ${JSON.stringify(onInitialize)});
       });`,
    );
    const opened = await open(slow, { probeTimeoutMs: 50 });
    expect({ revision: opened.connection.revision, starts: opened.starts }).toEqual({ revision, starts });
  });

  it.each([
    [
      "auto",
      "tools/list",
      { code: -32603, message: "database is\nlocked" },
      "it answered tools/list with an error: database is locked (-32603).",
    ],
    [
      "2025-11-25",
      "initialize",
      UNSUPPORTED,
      "it does not speak 2025-11-25: it speaks 2026-07-28. This client tried 2025-11-25 only.",
    ],
    [
      "auto",
      "initialize",
      { ...UNSUPPORTED, data: { supported: ["2027-01-01"] } },
      "it does not speak 2025-11-25: it speaks 2027-01-01.",
    ],
    ["auto", "initialize", "nothing", "it has not answered initialize within 1 s."],
  ] as const)(
    "says first what was wrong, then what the server wrote: %s, %s",
    async (revision, method, error, reason) => {
      const server = scriptedServer(
        "odd",
        `console.error("Hello from odd.\\n");
       console.log("Listening on 3000");
       const initialize = { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "odd", version: "1" } };
       require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
         const { id, method } = JSON.parse(line);
         const error = method === "${method}" ? ${JSON.stringify(error)} : { code: -32601, message: "No." };
         const answer = method === "initialize" && method !== "${method}" ? { result: initialize } : { error };
         if (error !== "nothing") console.log(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
       });`,
      );
      const options = error === "nothing" ? { handshakeTimeoutMs: 1_000 } : {};
      await expect(connect({ server, revision, probeTimeoutMs: PATIENT_MS, ...options })).rejects.toMatchObject({
        code: "handshake_failed",
        message: `The server odd runs, but ${reason} It wrote: Hello from odd. / On stdout: Dropped a line that is not a JSON-RPC message: "Listening on 3000".`,
      });
    },
  );

  it("answers what a server asked before it answered the question", async () => {
    const ask = `console.log(JSON.stringify({ jsonrpc: "2.0", id: "early", method: "ping" }));`;
    const refuse = `console.log(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32601, message: "No." } }))`;
    const { connection, starts } = await open(oldServer(ask + refuse));
    expect(connection.tools.map(({ name }) => name)).toEqual(["answered"]);
    expect(starts).toBe(1);
  });

  it("overhears what a server prints before it speaks", async () => {
    const junk = `console.log("Welcome!\\n[1,2]\\n{}\\n" + JSON.stringify({ jsonrpc: "2.0", method: "notifications/x" }))`;
    const { connection, starts } = await open(oldServer("process.exit(1)", junk));
    expect({ revision: connection.revision, starts }).toEqual({ revision: "2025-11-25", starts: 2 });
  });

  it("does not start twice what cannot be started, and says why", async () => {
    const failed = connect({ server: { name: "none", command: "no-such-program", env: {} }, revision: "auto" });
    await expect(failed).rejects.toMatchObject({
      code: "server_not_started",
      message: expect.stringMatching(/server none did not start: .*ENOENT/),
      fix: "Correct its entry where it is configured.",
    });
  });

  it("says what a server wrote that ends on every start", async () => {
    const broken = scriptedServer("broken", "console.error('no luck today'); process.exit(1)");
    await expect(connect({ server: broken, revision: "auto" })).rejects.toMatchObject({
      code: "server_not_started",
      message: "The server broken did not start: no luck today",
    });
  });

  it("gives up when it is cancelled, and leaves no process behind", async () => {
    const cancel = new AbortController();
    const started = Promise.withResolvers<number>();
    const connecting = connect({
      server: scriptedServer("silent", "console.error(process.pid); process.stdin.resume()"),
      revision: "auto",
      probeTimeoutMs: NEVER_MS,
      signal: cancel.signal,
      onStderr: (text) => started.resolve(Number(text)),
    });
    const pid = await started.promise;
    cancel.abort();
    await expect(connecting).rejects.toMatchObject({ code: "cancelled" });
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});
