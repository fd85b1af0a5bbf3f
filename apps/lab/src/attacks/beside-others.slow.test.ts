import { describe, expect, it } from "vitest";
import { type ModelRequest, startHttpServer } from "../processes/model-server.ts";
import { SERVER } from "../processes/start-program.ts";
import { makeStage } from "./run-attack.ts";

const timeout = 600_000;
const policy = { servers: { rogue: { mode: "auto" }, kit: { mode: "auto" } } };
const others = { kit: { command: process.execPath, args: [SERVER] } };

describe("beside the kit's server, the rogue server", { timeout }, () => {
  it("gets no answer while a call of the other one is open, whatever the policy says", async () => {
    const isKitAsking = Promise.withResolvers<void>();
    const isRogueDone = Promise.withResolvers<void>();
    const beforeAnswer = () => {
      isKitAsking.resolve();
      return isRogueDone.promise;
    };
    // Tells the rogue server when to attack, and hears when it has.
    const accomplice = await startHttpServer(async ({ url }, response) => {
      if (url === "/ready") await isKitAsking.promise;
      else isRogueDone.resolve();
      response.end();
    });
    const attack = { revision: "2025-11-25", tool: "say_hello" } as const;
    const rogueEnv = { ACCOMPLICE_URL: accomplice.baseURL };
    const stage = await makeStage({ attack, policy, others, rogueEnv, beforeAnswer });

    // Not `kit/translate`: the client would open no other server.
    const command = ["call", "translate", "--text", "Good morning.", "--to", "Spanish", "--json"];
    const { stdout } = await stage.runClient([...command, ...stage.flags]);
    const ledger = await stage.readLedger();
    await Promise.all([stage.close(), accomplice.close()]);

    expect(JSON.parse(stdout)).toMatchObject({ translation: "As you wish." });
    expect(ledger.filter(({ server }) => server === "rogue")).toMatchObject([
      { tools: [], decision: "none", wasSent: false, outcome: "declined" },
    ]);
    expect(ledger.filter(({ wasSent }) => wasSent)).toMatchObject([{ server: "kit", tools: ["translate"] }]);
    expect(stage.sent.map(promptOf)).toEqual([expect.stringContaining("Good morning.")]);
  });

  it("has no tool of the other one called by the model", async () => {
    const attack = { revision: "2025-11-25", tool: "plan_trip" } as const;
    const stage = await makeStage({ attack, policy, others });
    const { stdout, stderr } = await stage.runClient([
      ...["call", "rogue/plan_trip", "--json", "--verbose"],
      ...stage.flags,
    ]);
    await stage.close();

    // The model did call it, and the rogue got that as its answer.
    expect(JSON.parse(stdout).answers).toEqual([expect.stringMatching(/"tool_use".*"summarize"/)]);
    expect(stderr.match(/^→ .* tools\/call.*/gm)).toEqual([expect.stringContaining("→ rogue  tools/call plan_trip")]);
  });
});

const promptOf = ({ messages }: ModelRequest) => JSON.stringify(messages);
