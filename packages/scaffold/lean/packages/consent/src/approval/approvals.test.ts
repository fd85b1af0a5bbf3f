import { expect, it } from "vitest";
import { callsOf, TEST_ORIGIN, testAsked, testDecision, testRequest, textResult } from "../testing/requests.ts";
import { createApprovals } from "./approvals.ts";
import { type Approval, type Approver, MAX_REQUESTS_PER_CALL, type Verdict } from "./approver.ts";

const forever = new AbortController().signal;
const estimate = { outputTokens: 500, costUsd: 0 };

/** What happens to requests whose user decides so, one after the other. */
function open(...verdicts: Verdict[]) {
  const shown: string[] = [];
  let open = 0;
  const approver: Approver = {
    async approve({ prompt }) {
      open += 1;
      expect(open).toBe(1);
      await new Promise<void>((resolve) => setImmediate(resolve));
      open -= 1;
      shown.push(JSON.stringify(prompt.request.messages));
      return verdicts.shift() ?? "refuse";
    },
    review: async () => "refuse",
  };
  const { approve, review } = createApprovals({ approver });
  const ask = (asked = testAsked()) =>
    approve(asked, forever).then(
      () => "sent",
      () => "refused",
    );
  return { ask, review, shown };
}

const inputTokens = (count: number) => testAsked({ reservation: { estimate: { ...estimate, inputTokens: count } } });
const ofCall = (...calls: string[]) => testAsked({ origin: { ...TEST_ORIGIN, calls: callsOf(...calls) } });

it("asks about one request at a time, and each by itself", async () => {
  const { ask, shown } = open("once", "once");
  expect(await Promise.all([ask(), ask()])).toEqual(["sent", "sent"]);
  expect(shown).toHaveLength(2);
});

it.each([
  ["call", "sent"],
  ["refuse", "refused"],
] as const)("asks once when the user says %s, and for all that waits", async (verdict, outcome) => {
  const { ask, shown } = open(verdict);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([outcome, outcome, outcome]);
  expect(shown).toHaveLength(1);
});

it.each([
  ["another call", ofCall("2:summarize")],
  ["one of two calls", ofCall("1:summarize", "2:summarize")],
  ["another system prompt", testAsked({ request: testRequest("Hello.", { systemPrompt: "Be rude." }) })],
  ["more tokens out", testAsked({ request: testRequest("Hello.", { maxTokens: 501 }) })],
  ["another model", testAsked({ model: "openai/dear" })],
  ["an injection signal", testAsked({ signals: ["adds a second task"] })],
  ["a much longer text", inputTokens(1_001)],
])("asks again, in spite of an approved call, about %s", async (_what, other) => {
  const { ask, shown } = open("call", "once");
  expect([await ask(), await ask(), await ask(other)]).toEqual(["sent", "sent", "sent"]);
  expect(shown).toHaveLength(2);
});

it("stops a call that asks without end, with --yes too", async () => {
  const { approve } = createApprovals({ approveAll: true });
  for (let number = 0; number < MAX_REQUESTS_PER_CALL; number += 1) await approve(testAsked(), forever);
  await expect(approve(testAsked(), forever)).rejects.toMatchObject({ code: "declined", decision: "limit" });
});

it("refuses where nobody can be asked, whatever the mode if something is suspect", async () => {
  const { approve } = createApprovals({ warn: () => undefined });
  const refused = { code: "declined", decision: "no_terminal" };
  const policy = testDecision({ mode: "auto" });
  await expect(approve(testAsked(), forever)).rejects.toMatchObject(refused);
  await expect(approve(testAsked({ policy, signals: ["hides"] }), forever)).rejects.toMatchObject(refused);
  expect(await approve(testAsked({ policy }), forever)).toMatchObject({ decision: "auto" });
});

it("gives up when the server does, or the user does not decide in time", async () => {
  const approver: Approver = { approve: () => new Promise(() => undefined), review: async () => "send" };
  const { approve } = createApprovals({ approver, decisionTimeoutMs: 20 });
  await expect(approve(testAsked(), forever)).rejects.toMatchObject({ code: "timed_out" });
  const gone = AbortSignal.abort(new Error("gone"));
  await expect(approve(testAsked(), gone)).rejects.toThrow("gone");
});

it("keeps an answer back that the user does not send", async () => {
  const { review } = open();
  const asked = testAsked({ policy: testDecision({ review: true }) });
  const approval = { asked, request: asked.prompt.request, decision: "once", edited: undefined } as unknown as Approval;
  const answer = textResult("It is short.") as Parameters<typeof review>[0];
  await expect(review(answer, approval, forever)).rejects.toMatchObject({ decision: "answer_refused" });
});
