import { describe, expect, it } from "vitest";
import { type Attack, asking, type Expectation, once } from "./attack.ts";
import { judge } from "./judge.ts";
import type { LedgerLine, Outcome } from "./run-attack.ts";

const attack: Attack = {
  revision: "2025-11-25",
  tool: "sing",
  description: "Sings.",
  title: "A song",
  aim: "It sings.",
  defence: "Nobody listens.",
  requests: once(asking("Sing 4242.")),
  secrets: ["4242"],
  whenTrusted: { rule: "redact", verdict: "reduced", reaches: 1, shows: /hush/ },
};
const line: LedgerLine = { server: "rogue", tools: ["sing"], decision: "auto", wasSent: true, outcome: "replied" };
const held: Outcome = {
  code: 0,
  stdout: "hush\n",
  stderr: "",
  sent: [{ max_tokens: 4096, messages: [] }],
  loot: { answers: ["la"], refusals: [] },
  ledger: [line],
};
const faultsOf = (change: Partial<Outcome>, expected: Partial<Expectation> = {}) =>
  judge(attack, { ...attack.whenTrusted, ...expected }, { ...held, ...change }).faults;

describe("the judge of an attack", () => {
  it("has nothing to say of a client that held", () => {
    expect(judge(attack, attack.whenTrusted, held)).toMatchObject({ faults: [], reached: 1, asked: 1 });
    expect(faultsOf({ stdout: "", loot: { answers: [], refusals: ["hush"] } })).toEqual([]);
  });

  it.each<[string, Partial<Outcome>, Partial<Expectation>]>([
    ["more reached a model than may", {}, { reaches: 0 }],
    ["less reached a model than the table says", { sent: [], ledger: [] }, {}],
    ["less reached a model than the table says", {}, { verdict: "open", reaches: 2 }],
    ["the rule did not show", { stdout: "" }, {}],
    ["a model was asked for more tokens", { sent: [{ max_tokens: 4097, messages: [] }] }, {}],
    ["a model was asked for more tokens", { sent: [{ messages: [] }] }, {}],
    ["a secret reached a model", { sent: [{ max_tokens: 1, messages: [{ role: "user", content: "x4242x" }] }] }, {}],
    ["something reached the screen", { stderr: "\u001b[2J" }, {}],
    ["something reached the screen", { stdout: "hush \u202e" }, {}],
    ["the client showed a stack trace", { stderr: "Error\n    at main.ts:1\n" }, {}],
    ["the ledger does not have what happened", { ledger: [{ ...line, server: "kit-server" }] }, {}],
    ["the ledger does not have what happened", { ledger: [] }, {}],
  ])("says that %s", (fault, change, expected) => {
    expect(faultsOf(change, expected)).toEqual([expect.stringContaining(fault)]);
  });
});
