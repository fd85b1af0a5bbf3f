import OpenAI from "openai";
import { expect, it } from "vitest";
import { readEvents } from "../testing/read-events.ts";
import { startClient } from "../testing/start-client.ts";
import { FAULTS } from "./faults.ts";

type Complete = Awaited<ReturnType<typeof startClient>>["complete"];

const QUESTION = "Translate into French: The library opens at nine.";
const ANSWER = "La bibliothèque ouvre à neuf heures.";
const contentOf = ({ choices }: OpenAI.Chat.ChatCompletion) => choices[0]?.message.content;

/** What a client that does not retry sees of each fault, by the model id alone. */
const EFFECTS: Record<string, (ask: () => ReturnType<Complete>) => Promise<void>> = {
  "flaky-429": async (ask) => {
    for (const _refused of [1, 2]) {
      const error = await ask().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
      expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded", type: "requests" });
      expect(error instanceof OpenAI.APIError && error.headers?.get("retry-after")).toBe("1");
    }
    expect(contentOf(await ask())).toBe(ANSWER);
    await expect(ask()).rejects.toThrow(OpenAI.RateLimitError);
  },
  "flaky-500": async (ask) => {
    for (const _refused of [1, 2]) await expect(ask()).rejects.toThrow(OpenAI.InternalServerError);
    expect(contentOf(await ask())).toBe(ANSWER);
  },
  "always-429": async (ask) => {
    for (const _refused of [1, 2, 3, 4]) await expect(ask()).rejects.toThrow(OpenAI.RateLimitError);
  },
  "always-500": async (ask) => {
    for (const _refused of [1, 2, 3, 4]) {
      await expect(ask()).rejects.toMatchObject({ status: 500, type: "server_error" });
    }
  },
  slow: async (ask) => {
    await expect(ask()).rejects.toThrow(OpenAI.APIConnectionTimeoutError);
  },
  // The client passes the failure of the socket on as it is.
  cut: async (ask) => {
    await expect(ask()).rejects.toThrow(/terminated/);
  },
  // The client takes HTML for an answer: a string.
  garbage: async (ask) => {
    expect(await ask()).toMatch(/^<!doctype html>/);
  },
  empty: async (ask) => {
    const { choices, usage } = await ask();
    expect(choices).toMatchObject([{ message: { content: "" }, finish_reason: "stop" }]);
    expect(usage?.completion_tokens).toBe(0);
    expect(usage?.total_tokens).toBe(usage?.prompt_tokens);
  },
  context: async (ask) => {
    await expect(ask()).rejects.toMatchObject({ status: 400, code: "context_length_exceeded", param: "messages" });
  },
  policy: async (ask) => {
    await expect(ask()).rejects.toMatchObject({ status: 400, code: "content_filter" });
  },
};

const MESSAGES = [{ role: "user" as const, content: QUESTION }];

it.for(FAULTS.map(({ name }) => name))("%s does what it says, by its model id and by the header", async (name) => {
  const show = EFFECTS[name];
  if (show === undefined) throw new Error(`No test shows the fault ${name}.`);
  const timeout = name === "slow" ? 100 : 5_000;
  const { client: byModel } = await startClient();
  await show(() => byModel.chat.completions.create({ model: name, messages: MESSAGES }, { timeout }));
  const { client: byHeader, model } = await startClient();
  const headers = { "x-offline-fault": name };
  await show(() =>
    byHeader.chat.completions.create({ model: model.modelId, messages: MESSAGES }, { timeout, headers }),
  );
});

it.for(["flaky-429=0", "flaky-500"])("a client that retries twice gets over %s", async (model) => {
  const { client } = await startClient();
  expect(contentOf(await client.chat.completions.create({ model, messages: MESSAGES }, { maxRetries: 2 }))).toBe(
    ANSWER,
  );
});

it("each server counts for itself", async () => {
  const [first, second] = await Promise.all([startClient(), startClient()]);
  for (const { complete } of [first, first, second, second]) {
    await expect(complete(QUESTION, { model: "flaky-500" })).rejects.toThrow(OpenAI.InternalServerError);
  }
  for (const { complete } of [first, second]) {
    expect(contentOf(await complete(QUESTION, { model: "flaky-500" }))).toBe(ANSWER);
  }
});

it("slow=1 waits a millisecond and answers, in one piece and as a stream", async () => {
  const { client, complete } = await startClient();
  expect(contentOf(await complete(QUESTION, { model: "slow=1" }))).toBe(ANSWER);
  const stream = client.chat.completions.stream({ model: "slow=1", messages: MESSAGES });
  expect(contentOf(await stream.finalChatCompletion())).toBe(ANSWER);
});

it("cut sends the first half of a body, and some chunks of a stream without its end", async () => {
  const { client, post } = await startClient();
  const response = await post({ model: "cut", messages: MESSAGES });
  const length = Number(response.headers.get("content-length"));
  let received = 0;
  const readAll = async () => {
    for await (const bytes of response.body ?? []) received += bytes.length;
  };
  await expect(readAll()).rejects.toThrow(/terminated/);
  expect(received).toBe(Math.floor(length / 2));

  const stream = await client.chat.completions.create({ model: "cut", messages: MESSAGES, stream: true });
  let text = "";
  const readStream = async () => {
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  };
  await expect(readStream()).rejects.toThrow(/terminated/);
  expect(text).not.toBe("");
  expect(ANSWER.startsWith(text)).toBe(true);
});

it("empty streams a role and an end, and no word", async () => {
  const { post } = await startClient();
  const { chunks, last } = readEvents(await (await post({ model: "empty", messages: MESSAGES, stream: true })).text());
  expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, "stop"]);
  expect(last).toBe("[DONE]");
});

it("a request that is wrong in itself is refused for that, and not counted", async () => {
  const { complete, post } = await startClient();
  expect((await post({ model: "flaky-500", messages: [] })).status).toBe(400);
  for (const _refused of [1, 2]) await complete(QUESTION, { model: "flaky-500" }).catch(() => {});
  expect(contentOf(await complete(QUESTION, { model: "flaky-500" }))).toBe(ANSWER);
});

it.for(["nonsense", "", "cut=5", "slow=", "slow=soon", "slow=600001", "slow=-1"])(
  "refuses the header %j with 400",
  async (header) => {
    const { model, post } = await startClient();
    const headers = { authorization: `Bearer ${model.apiKey}`, "x-offline-fault": header };
    const response = await post({ model: model.modelId, messages: MESSAGES }, headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "x-offline-fault", code: "invalid_value" } });
  },
);

it("the header goes before the model id", async () => {
  const { client } = await startClient();
  const headers = { "x-offline-fault": "policy" };
  const request = client.chat.completions.create({ model: "always-500", messages: MESSAGES }, { headers });
  await expect(request).rejects.toMatchObject({ code: "content_filter" });
});

it("GET /v1/models tells each fault and what it does", async () => {
  const { client, model } = await startClient();
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toEqual([model.modelId, ...FAULTS.map(({ name }) => name)]);
  for (const { name, description } of FAULTS) {
    expect(await client.models.retrieve(name)).toMatchObject({ id: name, object: "model", description });
  }
});

it("a client that goes away ends the wait of a slow answer", async () => {
  const { client, complete } = await startClient();
  const leaving = new AbortController();
  const request = client.chat.completions.create(
    { model: "slow=600000", messages: MESSAGES },
    { signal: leaving.signal },
  );
  setImmediate(() => leaving.abort());
  await expect(request).rejects.toThrow(OpenAI.APIUserAbortError);
  expect(contentOf(await complete(QUESTION))).toBe(ANSWER);
});
