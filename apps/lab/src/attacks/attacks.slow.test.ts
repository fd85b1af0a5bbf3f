import { describe, expect, it } from "vitest";
import type { Attack } from "./attack.ts";
import { ATTACKS, SETTINGS, type SettingName } from "./catalogue.ts";
import { judge } from "./judge.ts";
import { type Outcome, runAttack } from "./run-attack.ts";

// Each attack starts several processes: on a machine under load that takes a while.
const timeout = 600_000;

const never = new AbortController().signal;
const said = ({ sent }: Outcome) => JSON.stringify(sent);
const failure = ({ stdout }: Outcome) => JSON.parse(stdout).error;

/** What must be seen of an attack where the server is trusted, beside what holds for each of them. */
const SEEN: Readonly<Record<string, (outcome: Outcome) => void>> = {
  summarize_notes({ ledger, stderr }) {
    expect(ledger).toMatchObject([{ tools: ["summarize_notes"], decision: "no_terminal", outcome: "declined" }]);
    expect(stderr).toContain("adds a second task");
  },
  describe_picture: (outcome) => expect(said(outcome)).toContain("data:image/png;base64,"),
  check_grammar: ({ stderr }) => expect(stderr).toContain("wants something kept from the user"),
  plan_trip({ loot }) {
    // The model's call is the rogue's answer; that it goes nowhere else is seen beside another server.
    expect(loot.answers).toEqual([expect.stringMatching(/"tool_use".*"summarize"/)]);
  },
  save_file: ({ ledger }) => expect(ledger).toEqual([]),
  explain_term: ({ sent }) => expect(sent).toMatchObject([{ max_tokens: 4096 }]),
  tune_answer({ sent }) {
    expect(sent).toMatchObject([{ max_tokens: 200, model: "recorder" }]);
    expect(sent[0]).not.toHaveProperty("n");
  },
  translate_all({ loot, ledger }) {
    expect(loot.answers.length + loot.refusals.length).toBe(100);
    expect(ledger.filter(({ decision, outcome }) => decision === "limit" && outcome === "limit_reached").length).toBe(
      loot.refusals.length,
    );
  },
  long_talk: ({ loot }) => expect(loot.answers.length + loot.refusals.length).toBe(200),
  plan_project(outcome) {
    expect(said(outcome)).toContain("Plan step 9.");
    expect(said(outcome)).not.toContain("Plan step 10.");
    expect(failure(outcome)).toMatchObject({ code: "budget_exhausted" });
  },
  research: ({ loot }) => expect(loot.refusals).toHaveLength(3),
  plan_party: (outcome) => expect(failure(outcome)).toMatchObject({ code: "budget_exhausted" }),
  show_poster: ({ ledger }) => expect(ledger).toEqual([]),
  review_config(outcome) {
    for (const what of ["API key", "e-mail address", "card number"]) {
      expect(said(outcome)).toContain(`[redacted: ${what}]`);
    }
  },
  say_hello: ({ ledger }) => expect(ledger).toMatchObject([{ tools: [], decision: "none", outcome: "declined" }]),
  introduce_yourself({ loot, ledger }) {
    expect(loot.refusals).toEqual([expect.stringContaining("introduce_yourself of rogue")]);
    expect(ledger).toMatchObject([{ server: "rogue" }]);
  },
};

describe("the rogue server", { timeout }, () => {
  it.each(ATTACKS.map((attack) => [attack.title, attack] as const))("%s", async (_title, attack) => {
    const [byDefault, trusted] = await Promise.all([run("default", attack), run("trusted", attack)]);
    // Where nobody has allowed anything, no attack reaches a model.
    expect(byDefault.sent).toEqual([]);
    SEEN[attack.tool]?.(trusted);
  });

  it.each(["translate_all", "long_talk"])("gets 64 answers of one call of %s without any limit", async (tool) => {
    const attack = ATTACKS.find((candidate) => candidate.tool === tool);
    if (attack === undefined) throw new Error(`There is no ${tool}.`);
    const policy = { servers: { rogue: { mode: "auto", requestsPerMinute: null } } };
    const { sent, loot } = await runAttack(attack, policy, never);
    expect(sent).toHaveLength(64);
    expect(loot.answers).toHaveLength(64);
    expect(loot.refusals[0]).toMatch(/request number 65 of \w+, and 64 is the most/);
  });

  it("has tools with names of their own, and something to say about each test above", () => {
    const tools = ATTACKS.map(({ tool }) => tool);
    expect(new Set(tools).size).toBe(tools.length);
    expect(tools).toEqual(expect.arrayContaining(Object.keys(SEEN)));
  });
});

async function run(name: SettingName, attack: Attack): Promise<Outcome> {
  const { policy, expectation } = SETTINGS[name];
  const outcome = await runAttack(attack, policy(attack), never);
  const { faults } = judge(attack, expectation(attack), outcome);
  expect(faults, `${attack.tool}, ${name}: ${JSON.stringify(outcome).slice(0, 2_000)}`).toEqual([]);
  return outcome;
}
