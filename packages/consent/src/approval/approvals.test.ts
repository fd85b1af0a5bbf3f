import { setImmediate } from "node:timers/promises";
import { KitError, type SamplingRequest } from "@kit/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Mode } from "../policy/policy-decision.ts";
import type { Answer } from "../stages.ts";
import { type Decision, Refusal } from "../stages.ts";
import { callsOf, TEST_ORIGIN, testAsked, testDecision, testRequest, textResult } from "../testing/requests.ts";
import { type ApprovalOptions, createApprovals } from "./approvals.ts";
import type { ApprovalCard, ApprovalRequest, Approver, ReviewVerdict, Verdict } from "./approver.ts";
import { sentLine } from "./card-fields.ts";

const ONCE: Verdict = { kind: "approve", scope: "once" };
const SESSION: Verdict = { kind: "approve", scope: "session" };
const ALWAYS: Verdict = { kind: "approve", scope: "always" };
const REFUSE: Verdict = { kind: "refuse" };
const forever = new AbortController().signal;

/** Approvals with a user who is asked, and says what the test lets them say. */
function approval(options: Partial<ApprovalOptions> = {}) {
  const cards: { card: ApprovalCard; signal: AbortSignal; answer: (verdict: Verdict) => void; counts: number[] }[] = [];
  const approver: Approver = {
    approve(card, signal) {
      const counts = [card.waiting];
      card.onMore?.((waiting) => counts.push(waiting));
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        cards.push({ card, signal, answer: resolve, counts });
      });
    },
    review: () => Promise.reject(new Error("There is no answer to review.")),
  };
  const remembered: string[] = [];
  const warnings: string[] = [];
  const decisions: Decision[] = [];
  const sent: SamplingRequest[] = [];
  const closed = new AbortController();
  const { approve } = createApprovals({
    approver,
    remember: async (server, tool) => void remembered.push(`${server}/${tool}`),
    closed: closed.signal,
    warn: (message) => warnings.push(message),
    ...options,
  });
  /** How a request ends: it is sent, or it has the code of an error. */
  async function request(asked: ApprovalRequest, signal = forever): Promise<string> {
    try {
      const { decision, request: approved } = await approve(asked, signal);
      decisions.push(decision);
      sent.push(approved);
      return "sent";
    } catch (error) {
      if (error instanceof Refusal) decisions.push(error.decision);
      return error instanceof KitError ? error.code : String(error);
    }
  }
  return { approve, request, cards, remembered, warnings, decisions, sent, closed };
}

/** What a test changes of a request: the calls it may belong to, as `id:tool`, and what it is for. */
type Asking = {
  calls?: string[];
  server?: string;
  system?: string;
  text?: string;
  model?: string;
  mode?: Mode;
  tools?: string[];
  signals?: string[];
  /** What else is in the request, and how large it is. */
  with?: Partial<SamplingRequest>;
  tokens?: [input: number, output: number];
};

function asking({ calls = ["1:summarize"], server = "kit", system, text = "?", mode = "ask", tools, ...more }: Asking) {
  const offered = tools?.map((name) => ({ name, inputSchema: { type: "object" as const } }));
  const request = testRequest(text, {
    ...(system !== undefined && { systemPrompt: system }),
    ...(offered !== undefined && { tools: offered }),
    ...more.with,
  });
  const [inputTokens, outputTokens] = more.tokens ?? [10, 500];
  return testAsked({
    origin: { ...TEST_ORIGIN, server, calls: callsOf(...calls) },
    request,
    policy: testDecision({ mode }),
    reservation: { estimate: { inputTokens, outputTokens, costUsd: 0 } },
    ...more,
  });
}

const IMAGE: SamplingRequest["messages"][number] = {
  role: "user",
  content: { type: "image", data: "aGk=", mimeType: "image/png" },
};

afterEach(() => vi.useRealTimers());

describe("approve: whether the user is asked", () => {
  it.each<[Mode, boolean, boolean, string, string]>([
    ["auto", false, false, "sent", "auto"],
    ["auto", true, false, "sent", "auto"],
    ["auto", false, true, "sent", "auto"],
    ["ask", false, true, "sent", "yes"],
    ["session", true, true, "sent", "yes"],
    ["ask", false, false, "declined", "no_terminal"],
    ["session", false, false, "declined", "no_terminal"],
  ])("mode %s, terminal %s, --yes %s: %s without a card", async (mode, hasTerminal, approveAll, ends, decision) => {
    const { request, cards, decisions } = approval({ approveAll, ...(!hasTerminal && { approver: undefined }) });
    expect(await request(asking({ mode }))).toBe(ends);
    expect(cards).toEqual([]);
    expect(decisions).toEqual([decision]);
  });

  it("refuses what is suspect under mode auto when there is no terminal, unless everything is approved", async () => {
    const suspect = () => asking({ mode: "auto", signals: ["wants more"] });
    const { approve, warnings } = approval({ approver: undefined });
    await expect(approve(suspect(), forever)).rejects.toMatchObject({
      code: "declined",
      message: expect.not.stringContaining("wants more"),
    });
    // The user learns the signals; the server does not.
    expect(warnings).toEqual(["A sampling request of kit is refused, because it wants more."]);
    const { request, decisions } = approval({ approver: undefined, approveAll: true });
    expect(await request(suspect())).toBe("sent");
    expect(decisions).toEqual(["yes"]);
  });

  it("names the flag and the policy when there is no terminal", async () => {
    const { approve } = approval({ approver: undefined });
    const ended = approve(asking({}), forever);
    await expect(ended).rejects.toMatchObject({ code: "declined", message: expect.stringMatching(/--yes.*policy/) });
  });
});

describe("approve: what one decision covers", () => {
  it.each<[string, Verdict, Asking, Asking, boolean]>([
    ["a later request of the same call", ONCE, {}, { text: "other text" }, true],
    ["a request of another call", ONCE, {}, { calls: ["2:summarize"] }, false],
    ["the same call of another server", ONCE, {}, { server: "other" }, false],
    ["another system prompt in the same call", ONCE, { system: "a" }, { system: "b" }, false],
    ["another model in the same call", ONCE, {}, { model: "openai/x" }, false],
    ["other tools in the same call", ONCE, { tools: ["a"] }, { tools: ["a", "b"] }, false],
    ["an image in the same call", ONCE, {}, { with: { messages: [IMAGE] } }, false],
    ["other settings in the same call", ONCE, {}, { with: { temperature: 2 } }, false],
    ["settings that nobody knows", ONCE, {}, { with: { reasoning: "high" } }, false],
    ["other hints in the same call", ONCE, {}, { with: { modelPreferences: { hints: [{ name: "x" }] } } }, true],
    ["a request twice as long", ONCE, { tokens: [900, 100] }, { tokens: [1_800, 200] }, true],
    ["a request that is longer still", ONCE, { tokens: [900, 100] }, { tokens: [1_801, 100] }, false],
    ["a request for a longer answer", ONCE, { tokens: [900, 100] }, { tokens: [900, 201] }, false],
    ["a short request after a tiny one", ONCE, { tokens: [1, 100] }, { tokens: [1_000, 100] }, true],
    ["a tool whose name is not what it looks like", SESSION, { calls: ["1:a b"] }, { calls: ["2:a b"] }, false],
    ["one of several calls that were on the card", ONCE, { calls: ["1:a", "2:b"] }, { calls: ["2:b"] }, true],
    ["several calls that were on the card", ONCE, { calls: ["1:a", "2:b", "3:c"] }, { calls: ["1:a", "3:c"] }, true],
    ["more calls than were on the card", ONCE, { calls: ["1:a"] }, { calls: ["1:a", "2:b"] }, false],
    ["a later call of a tool that was approved for the session", SESSION, {}, { calls: ["2:summarize"] }, true],
    ["another purpose of a tool that was approved for the session", SESSION, {}, { system: "b" }, true],
    ["another tool", SESSION, {}, { calls: ["2:translate"] }, false],
    ["the same tool of another server", SESSION, {}, { server: "other" }, false],
    ["two calls, one of them of another tool", SESSION, {}, { calls: ["2:summarize", "3:translate"] }, false],
    ["two calls of the tool", SESSION, {}, { calls: ["2:summarize", "3:summarize"] }, true],
    ["a tool, when several tools may have asked", SESSION, { calls: ["1:a", "2:b"] }, { calls: ["3:a"] }, false],
    ["the calls, when several tools may have asked", SESSION, { calls: ["1:a", "2:b"] }, { calls: ["1:a"] }, true],
    ["a tool that was approved for ever", ALWAYS, {}, { calls: ["2:summarize"] }, true],
    ["a suspect request of the same call", ONCE, {}, { signals: ["x"] }, false],
    ["a suspect request like one that was approved", ONCE, { signals: ["x"] }, { signals: ["x"] }, true],
    ["a suspect request of a tool that was approved", SESSION, {}, { calls: ["2:summarize"], signals: ["x"] }, false],
    ["a suspect request under mode session", ONCE, { mode: "session" }, { mode: "session", signals: ["x"] }, false],
    ["a suspect request under mode auto, after one", ONCE, { signals: ["y"] }, { mode: "auto", signals: ["x"] }, false],
    ["a tool, when the request was suspect", SESSION, { signals: ["x"] }, { calls: ["2:summarize"] }, false],
    ["the tool under mode session", ONCE, { mode: "session" }, { mode: "session", calls: ["2:summarize"] }, true],
    ["another purpose under mode session", ONCE, { mode: "session" }, { mode: "session", system: "b" }, true],
    ["another tool under mode session", ONCE, { mode: "session" }, { mode: "session", calls: ["2:translate"] }, false],
    [
      "a tool under mode session, when several may have asked",
      ONCE,
      { mode: "session", calls: ["1:a", "2:b"] },
      { mode: "session", calls: ["3:a"] },
      false,
    ],
  ])("%s", async (_what, verdict, first, second, isCovered) => {
    const { request, cards } = approval();
    const ended = request(asking(first));
    await setImmediate();
    cards[0]?.answer(verdict);
    expect(await ended).toBe("sent");
    void request(asking(second));
    await setImmediate();
    expect(cards).toHaveLength(isCovered ? 1 : 2);
  });

  it("refuses what waits for a refusal, and what comes later of that call and purpose", async () => {
    const { request, cards, decisions } = approval();
    const waiting = [request(asking({})), request(asking({ text: "b" }))];
    await setImmediate();
    cards[0]?.answer(REFUSE);
    expect(await Promise.all(waiting)).toEqual(["declined", "declined"]);
    expect(await request(asking({ text: "c" }))).toBe("declined");
    expect(cards).toHaveLength(1);
    expect(decisions).toEqual(["refused", "refused", "refused"]);
    void request(asking({ system: "other" }));
    await setImmediate();
    expect(cards).toHaveLength(2);
  });

  it("writes nothing into the policy when several tools may have asked", async () => {
    const { request, cards, remembered } = approval();
    const ended = request(asking({ calls: ["1:a", "2:b"] }));
    await setImmediate();
    cards[0]?.answer(ALWAYS);
    await ended;
    expect(remembered).toEqual([]);
  });

  it('writes "always" into the policy', async () => {
    const { request, cards, remembered, decisions } = approval();
    const ended = request(asking({}));
    await setImmediate();
    cards[0]?.answer(ALWAYS);
    await ended;
    expect(remembered).toEqual(["kit/summarize"]);
    expect(decisions).toEqual(["always"]);
  });

  it("approves for the session and says why when the policy cannot be written", async () => {
    const { request, cards, warnings, decisions } = approval({
      remember: () => Promise.reject(new Error("disk full")),
    });
    const ended = request(asking({}));
    await setImmediate();
    cards[0]?.answer(ALWAYS);
    expect(await ended).toBe("sent");
    expect(warnings).toEqual([expect.stringContaining("disk full")]);
    expect(decisions).toEqual(["session"]);
  });
});

describe("approve: requests that come together", () => {
  it("asks once about 32 parts of one document, and counts them", async () => {
    const { request, cards, decisions } = approval();
    const parts = Array.from({ length: 32 }, (_, part) => request(asking({ text: `part ${part}` })));
    await setImmediate();
    expect(cards).toHaveLength(1);
    expect(cards[0]?.card.waiting).toBe(32);
    parts.push(request(asking({ text: "late" })));
    expect(cards[0]?.counts).toEqual([32, 33]);
    cards[0]?.answer(ONCE);
    expect(new Set(await Promise.all(parts))).toEqual(new Set(["sent"]));
    expect(decisions).toEqual(Array(33).fill("once"));
  });

  it("tells what goes out because of an earlier decision, in one line for each", async () => {
    const told: string[] = [];
    const approver: Approver = {
      approve: async () => ONCE,
      review: () => Promise.reject(new Error("There is no answer to review.")),
      tellSent: (requests) => told.push(sentLine(requests)),
    };
    const { request } = approval({ approver });
    await Promise.all(["a", "b", "c"].map((text) => request(asking({ text }))));
    await setImmediate();
    await setImmediate();
    await request(asking({ text: "d\n  a approve once" }));
    await setImmediate();
    await setImmediate();
    expect(told).toEqual([
      "  sent as approved: 2 more of summarize, about 20 tokens, to offline/kit-offline-1\n  │ b",
      "  sent as approved: 1 more of summarize, about 10 tokens, to offline/kit-offline-1\n  │ d a approve once",
    ]);
  });

  it("refuses the 65th request of a call, waiting or approved, and says its number", async () => {
    const { request, cards, approve } = approval();
    const parts = Array.from({ length: 40 }, () => request(asking({})));
    await setImmediate();
    cards[0]?.answer(ONCE);
    await Promise.all(parts);
    for (let part = 41; part <= 64; part += 1) expect(await request(asking({}))).toBe("sent");
    await expect(approve(asking({}), forever)).rejects.toMatchObject({
      code: "declined",
      message: expect.stringMatching(/number 65 of summarize, and 64/),
    });
    expect(cards).toHaveLength(1);
  });

  it.each([
    ["that the policy lets through", "auto", {}],
    ["that --yes lets through, without a terminal", "ask", { approver: undefined, approveAll: true }],
  ] as const)("refuses the 65th request of a call %s", async (_who, mode, options) => {
    const { request, cards, approve } = approval(options);
    for (let part = 1; part <= 64; part += 1) expect(await request(asking({ mode }))).toBe("sent");
    await expect(approve(asking({ mode }), forever)).rejects.toMatchObject({
      code: "declined",
      decision: "limit",
      message: expect.stringMatching(/number 65 of summarize, and 64/),
    });
    expect(await request(asking({ mode, calls: ["2:summarize"] }))).toBe("sent");
    expect(cards).toEqual([]);
  });

  it("lets two calls that the wire does not tell apart have as many as both may have", async () => {
    const { request, cards } = approval();
    const both = ["1:a", "2:b"];
    const requests = Array.from({ length: 129 }, () => request(asking({ calls: both })));
    const apart = request(asking({ calls: ["3:a"] }));
    await setImmediate();
    for (const { answer } of cards) answer(ONCE);
    expect(await Promise.all(requests)).toEqual([...Array(128).fill("sent"), "declined"]);
    expect(await apart).toBe("sent");
  });

  it("lets no call have more by being open beside others, then alone or beside yet others", async () => {
    const { request } = approval();
    const sent: string[] = [];
    for (const calls of [["1:a", "2:b"], ["2:b"], ["2:b", "3:c"], ["3:c"]]) {
      for (let part = 0; part < 150; part += 1) sent.push(await request(asking({ mode: "auto", calls })));
    }
    expect(sent.filter((end) => end === "sent")).toHaveLength(3 * 64);
  });

  it("asks about different purposes of a call one by one", async () => {
    const { request, cards } = approval();
    void request(asking({ system: "a" }));
    void request(asking({ system: "b" }));
    await setImmediate();
    expect(cards.map(({ card }) => card.prompt.request.systemPrompt)).toEqual(["a", "b"]);
  });

  it("takes away the other cards of a tool that is approved for the session", async () => {
    const { request, cards } = approval();
    const first = request(asking({}));
    const second = request(asking({ calls: ["2:summarize"] }));
    const other = request(asking({ calls: ["3:translate"] }));
    await setImmediate();
    expect(cards).toHaveLength(3);
    cards[0]?.answer(SESSION);
    expect(await Promise.all([first, second])).toEqual(["sent", "sent"]);
    expect(cards.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    cards[2]?.answer(REFUSE);
    expect(await other).toBe("declined");
  });

  it("shows the next request when the one on the card is cancelled", async () => {
    const { request, cards } = approval();
    const cancel = new AbortController();
    const first = request(asking({ text: "a" }), cancel.signal);
    const second = request(asking({ text: "b" }));
    await setImmediate();
    cancel.abort(new Error("taken back"));
    expect(await first).toBe("Error: taken back");
    await setImmediate();
    expect(cards).toHaveLength(2);
    expect(cards[1]?.card.prompt.request).toMatchObject(testRequest("b"));
    cards[1]?.answer(ONCE);
    expect(await second).toBe("sent");
  });

  it("counts a waiting request no more when it is cancelled", async () => {
    const { request, cards } = approval();
    const cancel = new AbortController();
    void request(asking({ text: "a" }));
    const second = request(asking({ text: "b" }), cancel.signal);
    await setImmediate();
    cancel.abort(new Error("taken back"));
    expect(await second).toBe("Error: taken back");
    expect(cards[0]?.counts).toEqual([2, 1]);
  });
});

describe("approve: an edited request", () => {
  const edited = testRequest("Edited.", { maxTokens: 100 });

  it("goes out as edited, and the others of its call get a card of their own", async () => {
    const { request, cards, sent } = approval();
    const both = [request(asking({ text: "a" })), request(asking({ text: "b" }))];
    await setImmediate();
    cards[0]?.answer({ ...ONCE, request: edited });
    expect(await both[0]).toBe("sent");
    await setImmediate();
    expect(cards[1]?.card).toMatchObject({ waiting: 1, prompt: { request: testRequest("b") } });
    cards[1]?.answer(ONCE);
    expect(await both[1]).toBe("sent");
    expect(sent).toEqual([edited, testRequest("b")]);
  });

  it("never gets more tokens than were granted", async () => {
    const { request, cards, sent } = approval();
    const ended = request(asking({}));
    await setImmediate();
    cards[0]?.answer({ ...ONCE, request: { ...edited, maxTokens: 4_000 } });
    await ended;
    expect(sent[0]?.maxTokens).toBe(500);
  });

  it("is refused when it breaks the specification", async () => {
    const { request, cards } = approval();
    const ended = request(asking({}));
    await setImmediate();
    cards[0]?.answer({ ...ONCE, request: { ...edited, messages: [] } });
    expect(await ended).toBe("invalid_request");
  });
});

describe("approve: how waiting ends", () => {
  it("says that nobody decided after its own time limit, to all who wait, and asks anew later", async () => {
    vi.useFakeTimers();
    const { request, approve, cards, decisions } = approval({ decisionTimeoutMs: 300_000 });
    const first = approve(asking({}), forever).catch((error) => error);
    const second = request(asking({}));
    await vi.advanceTimersByTimeAsync(299_000);
    expect(cards[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await first).toMatchObject({
      code: "timed_out",
      message: expect.stringContaining("Nobody at the client decided"),
    });
    expect(await second).toBe("timed_out");
    expect(decisions).toEqual([]);
    void request(asking({}));
    await vi.advanceTimersByTimeAsync(0);
    expect(cards).toHaveLength(2);
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers();
    const { request, cards } = approval();
    const ended = request(asking({}));
    await vi.advanceTimersByTimeAsync(0);
    cards[0]?.answer(ONCE);
    await ended;
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with the connection, with all that was decided", async () => {
    const { request, cards, closed } = approval();
    const first = request(asking({}));
    await setImmediate();
    cards[0]?.answer(SESSION);
    await first;
    const waiting = request(asking({ calls: ["2:translate"] }));
    await setImmediate();
    closed.abort();
    expect(await waiting).toBe("connection_closed");
    expect(cards[1]?.signal.aborted).toBe(true);
    expect(await request(asking({}))).toBe("connection_closed");
  });

  it("does not wait for an approver that ignores the signal", async () => {
    const cancel = new AbortController();
    const stuck: Approver = { approve: () => new Promise(() => undefined), review: () => new Promise(() => undefined) };
    const { request } = approval({ approver: stuck });
    const ended = request(asking({}), cancel.signal);
    await setImmediate();
    cancel.abort(new Error("taken back"));
    expect(await ended).toBe("Error: taken back");
  });

  it("passes on what the approver fails with, and asks again for the next request", async () => {
    let asked = 0;
    const broken: Approver = {
      approve: () => Promise.reject(new Error(`broken ${++asked}`)),
      review: () => Promise.reject(new Error("unused")),
    };
    const { request } = approval({ approver: broken });
    expect(await request(asking({}))).toBe("Error: broken 1");
    expect(await request(asking({}))).toBe("Error: broken 2");
  });
});

describe("review", () => {
  const ANSWER = textResult("The answer.") as Answer;

  function reviewing(verdict?: ReviewVerdict, options: { approveAll?: boolean; isWanted?: boolean } = {}) {
    const { approveAll = false, isWanted = true } = options;
    const review = vi.fn(async () => verdict ?? new Promise<never>(() => undefined));
    const approver: Approver = { approve: async () => ONCE, review };
    const approvals = createApprovals({ approver, approveAll });
    async function run(signal = forever) {
      const approved = await approvals.approve(
        testAsked({ policy: testDecision({ mode: "auto", review: isWanted }) }),
        forever,
      );
      return approvals.review(ANSWER, approved, signal);
    }
    return { review, run };
  }

  it.each([
    ["the policy does not want it", { isWanted: false }],
    ["everything is approved", { approveAll: true }],
  ])("shows nothing when %s", async (_when, options) => {
    const { review, run } = reviewing({ kind: "refuse" }, options);
    expect(await run()).toBe(ANSWER);
    expect(review).not.toHaveBeenCalled();
  });

  it("sends the answer that the user let through, as they edited it", async () => {
    const { review, run } = reviewing({ kind: "send", result: textResult("Another answer.") });
    expect(await run()).toEqual(textResult("Another answer."));
    expect(review).toHaveBeenCalledWith(expect.objectContaining({ waiting: 1 }), ANSWER, expect.any(AbortSignal));
  });

  it("shows the request as the user edited it", async () => {
    const request = testRequest("Edited.");
    const review = vi.fn(async () => ({ kind: "send" as const, result: ANSWER }));
    const approvals = createApprovals({ approver: { approve: async () => ({ ...ONCE, request }), review } });
    const approved = await approvals.approve(testAsked({ policy: testDecision({ review: true }) }), forever);
    await approvals.review(ANSWER, approved, forever);
    const prompt = expect.objectContaining({ request });
    expect(review).toHaveBeenCalledWith(expect.objectContaining({ prompt }), ANSWER, expect.any(AbortSignal));
  });

  it("keeps back what the user refused", async () => {
    await expect(reviewing({ kind: "refuse" }).run()).rejects.toMatchObject({
      code: "declined",
      decision: "answer_refused",
    });
  });

  it("lets no request through when nobody could review its answer", async () => {
    const { approve } = createApprovals({});
    const ended = approve(testAsked({ policy: testDecision({ mode: "auto", review: true }) }), forever);
    await expect(ended).rejects.toMatchObject({ code: "declined", message: expect.stringContaining("--yes") });
  });

  it("ends when nobody decides in time, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const ended = expect(reviewing().run()).rejects.toMatchObject({ code: "timed_out" });
    await vi.advanceTimersByTimeAsync(300_000);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when the request is no longer wanted", async () => {
    const cancel = new AbortController();
    const ended = reviewing().run(cancel.signal);
    cancel.abort(new Error("taken back"));
    await expect(ended).rejects.toThrow("taken back");
  });
});
