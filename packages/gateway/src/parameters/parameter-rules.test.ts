import { describe, expect, it } from "vitest";
import { createGateway } from "../gateway/create-gateway.ts";
import { PROVIDERS } from "../providers/providers.ts";
import type { CompletionRequest } from "../shared/completion.ts";
import { catchError } from "../testing/catch-error.ts";
import { COMPLETION, type SeenRequest, sendJSON, startStub } from "../testing/start-stub.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("the rules for parameters", () => {
  const SAMPLING = { temperature: 0.5, top_p: 0.9, logprobs: true, top_logprobs: 2 };
  const PENALTIES = { presence_penalty: 0.1, frequency_penalty: 0.2 };

  /** What goes over the wire for this request, whatever its provider, and the warnings. */
  async function send(request: Omit<CompletionRequest, "messages"> & Partial<CompletionRequest>) {
    const stub = await startStub();
    const everywhere = { baseURL: stub.baseURL, apiKey: "key-for-tests" };
    const providers = Object.fromEntries(PROVIDERS.map(({ name }) => [name, everywhere]));
    const { kit } = await createGateway({ env: {}, providers }).completion({ messages, ...request });
    const { model, messages: sentMessages, ...sent } = stub.seen[0]?.body ?? {};
    return { model, messages: sentMessages, sent, warnings: kit.warnings };
  }

  const RENAMED = ["openai", "groq", "azure"];

  it.each(PROVIDERS.map((row) => row.name))(
    "%s gets the token limit under its own name, without a warning",
    async (name) => {
      const expected = RENAMED.includes(name) ? { max_completion_tokens: 7 } : { max_tokens: 7 };
      expect(await send({ model: `${name}/m`, max_tokens: 7 })).toMatchObject({
        model: "m",
        sent: expected,
        warnings: [],
      });
      expect((await send({ model: `${name}/m`, max_completion_tokens: 7 })).sent).toEqual(expected);
    },
  );

  it("of two token limits the one with the provider's name counts, and the warning says so", async () => {
    const { sent, warnings } = await send({ model: "mistral/m", max_tokens: 7, max_completion_tokens: 9 });
    expect(sent).toEqual({ max_tokens: 7 });
    expect(warnings).toEqual(["max_completion_tokens was dropped: max_tokens is there too and counts"]);
  });

  it("parameters that are null or undefined are not sent and not warned of", async () => {
    const { sent, warnings } = await send({ model: "openai/o3", temperature: null, top_p: undefined, stop: null });
    expect([sent, warnings]).toEqual([{}, []]);
  });

  it.each([
    "openai/o3",
    "openai/o4-mini",
    "openai/gpt-5",
    "openai/gpt-5-mini",
    "openai/gpt-6-luna",
    "openai/gpt-10",
    "azure/gpt-6",
  ])("%s takes neither sampling parameters nor penalties", async (model) => {
    const { sent, warnings } = await send({ model, ...SAMPLING, ...PENALTIES, seed: 1, reasoning_effort: "none" });
    expect(sent).toEqual({ seed: 1, reasoning_effort: "none" });
    expect(warnings).toHaveLength(6);
    expect(warnings[0]).toBe("temperature was dropped: reasoning models do not take it");
  });

  it.each([
    "openai/gpt-4o",
    "openai/gpt-4.1-mini",
    "openai/gpt-5-chat-latest",
    "openai/o-ring",
    "custom/gpt-6",
    "openrouter/openai/o3",
  ])("%s takes them", async (model) => {
    const { sent, warnings } = await send({ model, ...SAMPLING, ...PENALTIES });
    expect([sent, warnings]).toEqual([{ ...SAMPLING, ...PENALTIES }, []]);
  });

  it("openai/gpt-5.1 samples when it does not reason, and never takes penalties", async () => {
    const given = { model: "openai/gpt-5.1", ...SAMPLING, ...PENALTIES };
    expect((await send({ ...given, reasoning_effort: "none" })).sent).toEqual({
      ...SAMPLING,
      reasoning_effort: "none",
    });
    const { sent, warnings } = await send(given);
    expect(sent).toEqual({});
    expect(warnings[0]).toContain("reasoning_effort none");
  });

  it.each([
    "claude-opus-4-7",
    "claude-opus-4-8-20260101",
    "claude-opus-5",
    "claude-sonnet-5-5",
    "claude-haiku-5-5",
    "claude-fable-5",
  ])("anthropic/%s refuses temperature and top_p", async (name) => {
    const { sent, warnings } = await send({ model: `anthropic/${name}`, temperature: 0.5, top_p: 0.9 });
    expect(sent).toEqual({});
    expect(warnings).toEqual([
      "temperature was dropped: this model refuses it",
      "top_p was dropped: this model refuses it",
    ]);
  });

  it.each(["claude-opus-4-6", "claude-opus-4-20250514", "claude-sonnet-4-5-20250929", "claude-haiku-4-5"])(
    "anthropic/%s takes a temperature up to 1",
    async (name) => {
      expect(await send({ model: `anthropic/${name}`, temperature: 1 })).toMatchObject({
        sent: { temperature: 1 },
        warnings: [],
      });
      const { sent, warnings } = await send({ model: `anthropic/${name}`, temperature: 1.4 });
      expect(sent).toEqual({ temperature: 1 });
      expect(warnings).toEqual(["temperature was lowered from 1.4 to 1: the provider takes no higher value"]);
    },
  );

  it("anthropic gives one answer, and warns of what it ignores", async () => {
    const given = { model: "anthropic/claude-haiku-4-5", stop: ["END", "\n"], seed: 1 };
    const { sent, warnings } = await send({ ...given, n: 2 });
    expect(sent).toEqual({ stop: ["END", "\n"], seed: 1 });
    expect(warnings).toEqual([
      "n was dropped: the provider gives one answer",
      "seed may have no effect: the provider ignores it",
    ]);
    expect((await send({ model: "anthropic/claude-haiku-4-5", n: 1, stop: "END" })).warnings).toEqual([]);
  });

  it("gemini refuses penalties and seed, and may ignore the temperature", async () => {
    const { sent, warnings } = await send({
      model: "gemini/gemini-3.5-flash",
      ...PENALTIES,
      seed: 1,
      temperature: 0.5,
    });
    expect(sent).toEqual({ temperature: 0.5 });
    expect(warnings).toHaveLength(4);
    expect(warnings[3]).toBe("temperature may have no effect: the provider has deprecated it");
    expect((await send({ model: "gemini/gemini-2.5-flash", temperature: 0.5 })).warnings).toEqual([]);
  });

  it("mistral has its own name for seed, and refuses what it does not know", async () => {
    const { sent, warnings } = await send({ model: "mistral/m", seed: 1, store: true, logit_bias: { 1: 2 } });
    expect(sent).toEqual({ random_seed: 1 });
    expect(warnings).toEqual([
      "store was dropped: the provider refuses parameters that it does not know",
      "logit_bias was dropped: the provider refuses parameters that it does not know",
    ]);
  });

  it.each(["mistral", "groq"])(
    "%s gets messages without names, and the caller's messages stay as they were",
    async (name) => {
      const named = [{ role: "user" as const, content: "Hi", name: "Ada" }];
      const { messages: sent, warnings } = await send({ model: `${name}/m`, messages: named });
      expect(sent).toEqual(messages);
      expect(warnings).toEqual(["name was dropped from messages: the provider refuses it"]);
      expect(named[0]?.name).toBe("Ada");
      expect((await send({ model: `${name}/m` })).warnings).toEqual([]);
    },
  );

  it("groq gives one answer and no log probabilities", async () => {
    const { sent, warnings } = await send({
      model: "groq/m",
      n: 2,
      logprobs: true,
      top_logprobs: 2,
      logit_bias: { 1: 2 },
    });
    expect(sent).toEqual({});
    expect(warnings).toHaveLength(4);
  });

  it.each(["grok-4", "grok-4.3", "grok-code-fast-1", "grok-3-mini"])(
    "xai/%s takes neither penalties nor stop",
    async (name) => {
      const { sent, warnings } = await send({ model: `xai/${name}`, ...PENALTIES, stop: ["END"], temperature: 0.5 });
      expect(sent).toEqual({ temperature: 0.5 });
      expect(warnings).toContain("stop was dropped: reasoning models do not take it");
    },
  );

  it.each(["grok-4-fast-non-reasoning", "grok-4.20-non-reasoning", "grok-3"])("xai/%s takes them", async (name) => {
    const { sent, warnings } = await send({ model: `xai/${name}`, ...PENALTIES, stop: ["END"] });
    expect([sent, warnings]).toEqual([{ ...PENALTIES, stop: ["END"] }, []]);
  });

  it("deepseek gets the temperature with a warning that it may not count", async () => {
    const { sent, warnings } = await send({ model: "deepseek/m", temperature: 0.5 });
    expect(sent).toEqual({ temperature: 0.5 });
    expect(warnings[0]).toContain("temperature may have no effect: the provider ignores it while the model thinks");
  });
});

describe("a parameter that no rule knew of", () => {
  /** A provider that refuses each of these parameters as long as it is there, the first one first. */
  async function startPicky(...refused: string[]) {
    const stub = await startStub((response, { body }: SeenRequest) => {
      const param = refused.find((name) => name in body);
      const error = { message: `Unsupported parameter: '${param}'.`, param, code: "unsupported_parameter" };
      return param ? sendJSON(400, { error })(response) : sendJSON(200, COMPLETION)(response);
    });
    const gateway = createGateway({ env: {}, providers: { custom: { baseURL: stub.baseURL } } });
    const ask = (request: Partial<CompletionRequest>) =>
      gateway.completion({ model: "custom/m", messages, ...request });
    return { ask, bodies: () => stub.seen.map(({ body }) => body) };
  }

  it("a parameter that the provider refuses is left out once, named in a warning, and counted as an attempt", async () => {
    const { ask, bodies } = await startPicky("temperature");
    const { kit, choices } = await ask({ temperature: 0.5, seed: 1 });
    expect(choices[0]?.message.content).toBe("Hello.");
    expect(bodies()).toEqual([
      { model: "m", messages, temperature: 0.5, seed: 1 },
      { model: "m", messages, seed: 1 },
    ]);
    expect(kit.warnings).toEqual(["temperature was dropped: the provider refused it, so it was asked again without"]);
    const latencyMs = expect.any(Number);
    expect([kit.attempts, kit.trail]).toEqual([
      2,
      [
        { model: "custom/m", kind: "unsupported_param", latencyMs },
        { model: "custom/m", latencyMs },
      ],
    ]);
  });

  it("each parameter is left out once; a refusal of what is out already is an error, with all requests in its trail", async () => {
    const stub = await startStub(
      sendJSON(400, { error: { message: "Unsupported parameters: 'temperature', 'seed'" } }),
    );
    const gateway = createGateway({ env: {}, providers: { custom: { baseURL: stub.baseURL } } });
    const error = await catchError(gateway.completion({ model: "custom/m", messages, temperature: 0.5, seed: 1 }));
    expect(error.kind).toBe("unsupported_param");
    expect(error.trail.map(({ kind }) => kind)).toEqual(Array(3).fill("unsupported_param"));
    expect(stub.seen[2]?.body).toEqual({ model: "m", messages });
  });

  it.each([["max_tokens", "max_completion_tokens"]])(
    "a limit that is refused as %s goes out as %s, so that it holds",
    async (name, other) => {
      const { ask, bodies } = await startPicky(name);
      const { kit } = await ask({ [name]: 7 });
      expect(bodies()[1]).toEqual({ model: "m", messages, [other]: 7 });
      expect(kit.warnings[0]).toContain(`${name} was sent as ${other}`);
    },
  );

  it.each(["tool_choice", "response_format", "messages"])(
    "%s is never left out: the answer would be to another question",
    async (name) => {
      const { ask, bodies } = await startPicky(name);
      const tools = [{ type: "function" as const, function: { name: "look" } }];
      const given = { tools, tool_choice: "auto" as const, response_format: { type: "json_object" as const } };
      expect((await catchError(ask(given))).param).toBe(name);
      expect(bodies()).toHaveLength(1);
    },
  );

  it("a parameter that was not sent is not asked about again", async () => {
    const stub = await startStub(sendJSON(400, { error: { param: "logprobs", code: "unsupported_parameter" } }));
    const gateway = createGateway({ env: {}, providers: { custom: { baseURL: stub.baseURL } } });
    await catchError(gateway.completion({ model: "custom/m", messages, temperature: 0.5 }));
    expect(stub.seen).toHaveLength(1);
  });
});
