import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGateway, GatewayError } from "@kit/gateway";
import { describe, expect, it, onTestFinished } from "vitest";
import { startScriptedModel } from "../check/scripted-model.ts";
import { type AnswerSource, askModel, record, replay } from "./answers.ts";
import { type Budget, describeAccount, type RoomModelOptions, startRoomModel } from "./model-server.ts";

const KEY = "sk-the-key-of-the-teacher";
const PRICES = { "openai/some-model": { inputUsdPerMillion: 100, outputUsdPerMillion: 100 } };
/** What one scripted answer costs: 15 tokens. Asked for with 50, it may cost some 57. */
const USD = 0.0015;

const CHOICE = { message: { role: "assistant", content: "A ferry." }, finish_reason: "stop" };

/** A source whose provider is scripted. */
async function startSource(script: Parameters<typeof startScriptedModel>[0] = ["A ferry."]) {
  const { baseURL, asked, close } = await startScriptedModel(script);
  onTestFinished(close);
  const providers = { openai: { baseURL, apiKey: KEY } };
  return { source: await askModel("openai/some-model", true, { providers, prices: PRICES }), asked };
}

async function startRoom(source: AnswerSource, budget: Budget, options: Partial<RoomModelOptions> = {}) {
  const room = await startRoomModel({ source, budget, learners: 2, ...options });
  onTestFinished(room.close);
  /** A learner's own gateway, set up by the line that the teacher gives. */
  function learner(index: number, token = room.accounts[index]?.token) {
    const env = { LITELLM_PROXY_API_BASE: `http://127.0.0.1:${room.port}`, LITELLM_PROXY_API_KEY: token };
    const gateway = createGateway({ env });
    const ask = (content: string, more: object = {}) =>
      gateway.completion({
        ...{ model: "litellm_proxy/some-model", messages: [{ role: "user" as const, content }], max_tokens: 50 },
        ...more,
      });
    const fail = async (...args: Parameters<typeof ask>) => {
      const error: unknown = await ask(...args).catch((thrown: unknown) => thrown);
      if (!(error instanceof GatewayError)) throw new TypeError("It was answered.");
      return error;
    };
    return { ask, fail };
  }
  return { ...room, learner };
}

describe("a model that is lent to a room", () => {
  it("answers each learner with the teacher's key, and tells what it has cost", async () => {
    const { source, asked } = await startSource();
    const ended: string[] = [];
    const budget = { usd: 1 };
    const room = await startRoom(source, budget, { onEnd: (account) => ended.push(describeAccount(account, budget)) });
    const reply = await room.learner(1).ask("What is it?", { temperature: 0.5, n: 9, user: "me" });
    expect(reply.choices[0]?.message.content).toBe("A ferry.");
    expect(reply.kit).toMatchObject({ cost: { usd: USD, source: "provider" }, usage: { totalTokens: 15 } });
    expect(asked[0]).toMatchObject({ authorization: `Bearer ${KEY}`, body: { model: "some-model", temperature: 0.5 } });
    expect(Object.keys(asked[0]?.body ?? {})).not.toContain("n");
    expect(ended).toEqual(["learner 2: 1 question, 15 tokens, $0.0015 of $1.0000"]);
  });

  it.each([
    ["dollars", { usd: 0.008 }],
    ["tokens", { tokens: 80 }],
  ])("stops a learner whose %s are spent, and no other", async (_, budget) => {
    const { source, asked } = await startSource();
    const room = await startRoom(source, budget);
    const [one, other] = [room.learner(0), room.learner(1)];
    for (const question of ["First?", "Second?"]) await one.ask(question);
    const error = await one.fail("Third?");
    expect(error).toMatchObject({ kind: "quota", isRetryable: false, status: 402 });
    expect(error.message).toMatch(/Your budget in this room is .* are left/);
    await other.ask("First?");
    expect(asked).toHaveLength(3);
  });

  it("counts questions that are on their way", async () => {
    const { source, asked } = await startSource();
    const gate = Promise.withResolvers<void>();
    const waits = {
      ...source,
      answer: async (...args: Parameters<AnswerSource["answer"]>) => gate.promise.then(() => source.answer(...args)),
    };
    const { learner } = await startRoom(waits, { tokens: 120 });
    let refused = 0;
    const questions = Array.from({ length: 8 }, () =>
      learner(0)
        .ask("What is it?")
        .catch(() => {
          refused += 1;
          if (refused === 6) gate.resolve();
        }),
    );
    await Promise.all(questions);
    expect(asked).toHaveLength(2);
  });

  it.each([undefined, "room-1-guessed", KEY])("refuses the token %s", async (token) => {
    const { source, asked } = await startSource();
    const { learner, port } = await startRoom(source, {});
    expect(await learner(0, token ?? "none").fail("What is it?")).toMatchObject({ kind: "auth" });
    expect((await fetch(`http://127.0.0.1:${port}/v1/models`)).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each([
    [401, `Incorrect API key provided: ${KEY}`, "server", "refused the API key"],
    [402, "Pay, org-teacher.", "server", "no credit left"],
    [403, "Your input was flagged, org-teacher.", "content_policy", "content policy"],
    [413, "org-teacher", "context_window", "longer than"],
    [422, "Unknown parameter, org-teacher", "bad_request", "not take"],
    [429, "Slow down, org-teacher.", "rate_limit", "takes no more requests"],
    [500, "org-teacher", "server", "failed"],
  ])("passes on a provider's %s without its words", async (status, error, kind, meaning) => {
    const { source } = await startSource([{ status, error }]);
    const told: unknown[] = [];
    const { learner, accounts } = await startRoom(source, { usd: 1 }, { onEnd: (_, failure) => told.push(failure) });
    const failure = await learner(0).fail("What is it?");
    expect(failure).toMatchObject({ kind });
    expect(failure.message).toContain(meaning);
    expect(failure.message).not.toMatch(/org-teacher|sk-the/);
    expect(told).toEqual([expect.any(GatewayError)]);
    expect(accounts[0]?.spent).toEqual({ usd: 0, tokens: 0 });
    expect(String(told)).not.toContain(KEY);
  });

  it("says which model it has, and what a question must be", async () => {
    const { source } = await startSource();
    const { learner, port, accounts } = await startRoom(source, {});
    expect(await learner(0).fail("What?", { model: "litellm_proxy/other" })).toMatchObject({ kind: "not_found" });
    const headers = { authorization: `Bearer ${accounts[0]?.token}` };
    const models = await fetch(`http://127.0.0.1:${port}/v1/models`, { headers });
    expect(await models.json()).toMatchObject({ data: [{ id: "some-model" }] });
    for (const [body, status] of [
      ["{", 400],
      ['{"model":"some-model","messages":[{"role":"user"}],"stream":true}', 400],
      ["{}", 400],
      [" ".repeat(2 ** 21), 413],
    ] as const) {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, { method: "POST", headers, body });
      expect(answer.status).toBe(status);
    }
  });

  it("counts tokens alone where nobody knows the price", async () => {
    const settings = { env: { CUSTOM_API_KEY: KEY, CUSTOM_BASE_URL: "https://models.example/v1" } };
    await expect(askModel("custom/some-model", true, settings)).rejects.toMatchObject({
      fix: expect.stringContaining("--tokens"),
    });
    const { model, ...rest } = await askModel("custom/some-model", false, settings);
    const answer = async () => ({ model, choice: CHOICE, spent: { usd: 0, tokens: 15 } });
    const ended: string[] = [];
    const budget = { tokens: 100 };
    const onEnd: RoomModelOptions["onEnd"] = (account) => ended.push(describeAccount(account, budget));
    const { learner } = await startRoom({ model, ...rest, answer }, budget, { onEnd });
    expect((await learner(0).ask("What is it?")).kit.cost).toEqual({ source: "unknown" });
    expect(ended).toEqual(["learner 1: 1 question, 15 tokens of 100 tokens"]);
  });
});

describe("answers that were recorded", () => {
  const file = () => join(mkdtempSync(join(tmpdir(), "kit-recorded-")), "answers.json");
  const today = new Date().toISOString().slice(0, 10);

  it("are served without a key, and each names its model and its day", async () => {
    const path = file();
    const { source, asked } = await startSource(({ messages }) => `About ${messages[0]?.content}`);
    const { learner } = await startRoom(record(source, path), { usd: 1 });
    for (const question of ["ferries", "trains"]) await learner(0).ask(question);

    const again = (await startRoom(replay(path), {})).learner(0);
    const reply = await again.ask("trains", { max_tokens: 7 });
    expect(reply).toMatchObject({ model: `some-model (recorded ${today})`, kit: { cost: { usd: 0 } } });
    expect(reply.choices[0]?.message.content).toBe("About trains");
    expect(asked).toHaveLength(2);
    expect(readFileSync(path, "utf8")).not.toContain(KEY);

    const error = await again.fail("planes");
    expect(error).toMatchObject({ kind: "bad_request" });
    expect(error.message).toContain(`"planes". Recorded are: "ferries" (${today}), "trains" (${today}).`);
  });

  it("of two models do not share a file, which must be one", async () => {
    const path = file();
    const { source } = await startSource();
    await (await startRoom(record(source, path), {})).learner(0).ask("ferries");
    expect(() => record({ ...source, model: "other" }, path)).toThrow("has answers of some-model");
    expect(() => replay(`${path}.gone`)).toThrow("holds no recorded answers");
  });
});
