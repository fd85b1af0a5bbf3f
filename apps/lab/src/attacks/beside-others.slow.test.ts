import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { makeAttackFolder } from "./attack-folder.ts";
import { runClient } from "./client-process.ts";
import { readLedger } from "./run-attack.ts";
import { type ModelRequest, startRecordingModel } from "./start-recording-model.ts";

const timeout = 300_000;
const signal = new AbortController().signal;
const policy = { servers: { rogue: { mode: "auto" }, kit: { mode: "auto" } } };
const entry = fileURLToPath(import.meta.resolve("@kit/server/src/main.ts"));
const kit = { kit: { command: process.execPath, args: [entry] } };

describe("beside the kit's server, the rogue server", { timeout }, () => {
  it("gets no answer while a call of the other one is open, whatever the policy says", async () => {
    const isKitAsking = Promise.withResolvers<void>();
    const isRogueDone = Promise.withResolvers<void>();
    const model = await startRecordingModel(async () => {
      isKitAsking.resolve();
      await isRogueDone.promise;
    });
    const accomplice = await startAccomplice(isKitAsking.promise, isRogueDone.resolve);
    const attack = { revision: "2025-11-25", tool: "say_hello" } as const;
    const folder = await makeAttackFolder(attack, policy, kit, { ACCOMPLICE_URL: accomplice.url });

    const options = { folder: folder.path, env: { CUSTOM_BASE_URL: model.baseURL }, signal };
    const args = ["call", "kit/translate", "--text", "Good morning.", "--to", "Spanish", "--json", ...folder.flags];
    const { stdout } = await runClient(args, options);
    const ledger = await readLedger(folder, signal);
    await Promise.all([model.close(), accomplice.close(), folder.remove()]);

    expect(JSON.parse(stdout)).toMatchObject({ translation: "As you wish." });
    expect(ledger.filter(({ server }) => server === "rogue")).toMatchObject([
      { tools: [], decision: "none", wasSent: false, outcome: "declined" },
    ]);
    expect(ledger.filter(({ wasSent }) => wasSent)).toMatchObject([{ server: "kit", tools: ["translate"] }]);
    expect(model.requests.map(promptOf)).toEqual([expect.stringContaining("Good morning.")]);
  });

  it("has no tool of the other one called by the model", async () => {
    const model = await startRecordingModel();
    const attack = { revision: "2025-11-25", tool: "plan_trip" } as const;
    const folder = await makeAttackFolder(attack, policy, kit);

    const options = { folder: folder.path, env: { CUSTOM_BASE_URL: model.baseURL }, signal };
    const args = ["call", "rogue/plan_trip", "--json", "--verbose", ...folder.flags];
    const { stdout, stderr } = await runClient(args, options);
    await Promise.all([model.close(), folder.remove()]);

    // The model did call it, and the rogue got that as its answer.
    expect(JSON.parse(stdout).answers).toEqual([expect.stringMatching(/"tool_use".*"summarize"/)]);
    expect(stderr.match(/^→ .* tools\/call.*/gm)).toEqual([expect.stringContaining("→ rogue  tools/call plan_trip")]);
  });
});

const promptOf = ({ messages }: ModelRequest) => JSON.stringify(messages);

/** Tells the rogue server when to attack, and hears when it has. */
async function startAccomplice(ready: Promise<void>, done: () => void) {
  const server = createServer(async ({ url }, response) => {
    if (url === "/ready") await ready;
    else done();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
