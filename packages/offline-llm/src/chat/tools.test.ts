import type OpenAI from "openai";
import { describe, expect, it, test } from "vitest";
import { documentTools, runDocumentTool, sections } from "../testing/document-tools.ts";
import { startClient } from "../testing/start-client.ts";
import { countTokens } from "../tokens/tokens.ts";

type Messages = OpenAI.Chat.ChatCompletionMessageParam[];
type Params = Partial<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming>;

const review = "Classify this text.\n\n<text>\nThe kettle boils fast and looks lovely. I would buy it again.\n</text>";
const labelSchema = {
  type: "object",
  properties: {
    label: { type: "string", enum: ["positive", "negative", "uncertain"] },
    confidence: { type: "number", minimum: 0, maximum: 1 },
  },
  required: ["label", "confidence"],
};
const classified = { label: "positive", confidence: expect.toSatisfy((share: number) => share > 0.5 && share < 1) };
const asFunction = (tool: { name: string; description?: string; parameters: Record<string, unknown> }) => ({
  type: "function" as const,
  function: tool,
});
const take = asFunction({ name: "take_answer", description: "Takes the answer.", parameters: labelSchema });
const weather = asFunction({
  name: "get_weather",
  description: "Current weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
});

function callOf({ choices: [choice] }: OpenAI.Chat.ChatCompletion) {
  const call = choice?.message.tool_calls?.[0];
  return call?.type === "function" ? { ...call, input: call.function.arguments } : undefined;
}

describe("a required tool", () => {
  it("is called with valid arguments, in OpenAI's wire format", async () => {
    const { complete } = await startClient();
    const answer = await complete(review, { tools: [take], tool_choice: "required" });
    expect(answer.choices[0]).toMatchObject({
      message: { role: "assistant", content: null, refusal: null },
      finish_reason: "tool_calls",
    });
    const call = callOf(answer);
    expect(call).toMatchObject({ id: "call_1", type: "function", function: { name: "take_answer" } });
    expect(JSON.parse(call?.input ?? "")).toEqual(classified);
    expect(answer.usage?.completion_tokens).toBe(countTokens("take_answer") + countTokens(call?.input ?? ""));
    expect(answer.usage?.prompt_tokens).toBeGreaterThan(countTokens(review) + countTokens(JSON.stringify(labelSchema)));
  });

  it("loses the end of its arguments at the token limit, and says so", async () => {
    const { complete } = await startClient();
    const answer = await complete(review, { tools: [take], tool_choice: "required", max_tokens: 12 });
    expect(answer.choices[0]?.finish_reason).toBe("length");
    expect(answer.usage?.completion_tokens).toBe(12);
    expect(() => JSON.parse(callOf(answer)?.input ?? "")).toThrow(SyntaxError);
  });
});

describe("tool_choice", () => {
  const question = "What is the weather in Paris?";
  test.for<[choice: Params["tool_choice"], called: string | undefined]>([
    [undefined, "get_weather"],
    ["auto", "get_weather"],
    ["none", undefined],
    ["required", "get_weather"],
    [{ type: "function", function: { name: "take_answer" } }, "take_answer"],
    [
      {
        type: "allowed_tools",
        allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "take_answer" } }] },
      },
      "take_answer",
    ],
  ])("%j calls %s", async ([choice, called]) => {
    const { complete } = await startClient();
    const tools = [take, weather];
    const answer = await complete(question, { tools, ...(choice !== undefined && { tool_choice: choice }) });
    expect(callOf(answer)?.function.name).toBe(called);
    expect(answer.choices[0]?.finish_reason).toBe(called === undefined ? "stop" : "tool_calls");
    expect(answer.choices[0]?.message.content === null).toBe(called !== undefined);
  });
});

describe("a question about a document behind tools", () => {
  test.for<[question: string, fact: string, title: string]>([
    ["How much did the finished house cost?", "£2,487,000", "What it cost and who paid"],
    ["When did the doors finally open?", "9 December 2017", "Three things that went wrong"],
    ["What did replacing the piles cost?", "£184,000", "Three things that went wrong"],
    ["How large was the heritage grant?", "£620,000", "What it cost and who paid"],
    ["When did Merrowick's last repair shop close?", "2011", "A roof with twenty-three buckets"],
    ["How many volunteers does the work rest on?", "112 volunteers", "What the people did"],
  ])("%s", async ([question, fact, title]) => {
    const { client, model } = await startClient();
    const messages: Messages = [
      { role: "system", content: "Search the document, read what fits, and answer with the sections that you used." },
      { role: "user", content: `<question>\n${question}\n</question>` },
    ];
    for (let round = 1; ; round++) {
      const tools = documentTools.map(asFunction);
      const answer = await client.chat.completions.create({
        model: model.modelId,
        messages,
        tools,
        tool_choice: "required",
      });
      const call = callOf(answer);
      expect(call?.id).toBe(`call_${round}`);
      if (call?.function.name === "conclude") {
        const cited = sections.find((section) => section.title === title)?.section;
        expect(JSON.parse(call.input)).toEqual({ answer: expect.stringContaining(fact), sections: [cited] });
        return;
      }
      expect(round).toBeLessThan(6);
      const { name = "", arguments: json = "{}" } = call?.function ?? {};
      const tool_calls = answer.choices[0]?.message.tool_calls ?? [];
      messages.push({ role: "assistant", content: null, tool_calls });
      messages.push({ role: "tool", tool_call_id: call?.id ?? "", content: runDocumentTool(name, json) });
    }
  });
});

test("results of tools are answered from, also when the request offers no tools any more", async () => {
  const { client, model } = await startClient();
  const found = { id: "a", type: "function" as const, function: { name: "look_up", arguments: '{"query":"mill"}' } };
  const messages: Messages = [
    { role: "user", content: "When was the mill built?" },
    { role: "assistant", content: null, tool_calls: [found] },
    { role: "tool", tool_call_id: "a", content: "The mill stands by the river. The mill was built in 1820." },
  ];
  const { choices } = await client.chat.completions.create({ model: model.modelId, messages });
  expect(choices[0]).toMatchObject({ message: { content: "The mill was built in 1820." }, finish_reason: "stop" });
});

describe("an answer in JSON", () => {
  const read = ({ choices: [choice] }: OpenAI.Chat.ChatCompletion) => JSON.parse(choice?.message.content ?? "");

  it("fits the schema of response_format", async () => {
    const { complete } = await startClient();
    const json_schema = { name: "label", schema: labelSchema, strict: true };
    const answer = await complete(review, { response_format: { type: "json_schema", json_schema } });
    expect(read(answer)).toEqual(classified);
    expect(answer.choices[0]?.finish_reason).toBe("stop");
  });

  it("fits a schema that the instructions give in words, also after a refusal", async () => {
    const { client, model } = await startClient();
    const content = `You classify texts.\n\nAnswer with JSON that fits this JSON Schema, and write nothing else:\n${JSON.stringify(labelSchema)}`;
    const messages: Messages = [
      { role: "system", content },
      { role: "user", content: review },
    ];
    const ask = () => client.chat.completions.create({ model: model.modelId, messages });
    expect(read(await ask())).toEqual(classified);
    messages.push(
      { role: "assistant", content: '{"label":"positive","confidence":0.87}' },
      { role: "user", content: "Invalid answer: confidence: Too big: expected number to be <=0. Correct it." },
    );
    expect(read(await ask())).toEqual({ label: "positive", confidence: 0 });
  });

  it("has the fields that the request names when any object will do", async () => {
    const { complete } = await startClient();
    const request =
      "Answer in JSON with the keys summary and keywords.\n\n<text>\nBees dance. The dance of bees tells the way.\n</text>";
    const answer = await complete(request, { response_format: { type: "json_object" } });
    expect(read(answer)).toEqual({
      summary: expect.stringContaining("ance"),
      keywords: expect.arrayContaining(["bees"]),
    });
  });

  it("is an ordinary answer when the text of a user only speaks of JSON Schema", async () => {
    const { complete } = await startClient();
    const text = 'The report is about JSON Schema. An example is {"type": "string"}. It is short.';
    const answer = await complete(`Summarize in one sentence.\n\n<document>\n${text}\n</document>`);
    expect(answer.choices[0]?.message.content).toContain("JSON Schema");
  });
});

const call = { id: "a", type: "function", function: { name: "f", arguments: "{}" } };
const user = { role: "user", content: "Hello" };
const f = { type: "function", function: { name: "f" } };

test.for<[what: string, body: object, param: string]>([
  ["a tool without a function", { tools: [{ type: "function" }] }, "tools[0].function"],
  ["a tool of another type", { tools: [{ type: "custom", custom: {} }] }, "tools[0].type"],
  ["a tool name with spaces", { tools: [{ ...f, function: { name: "a b" } }] }, "tools[0].function.name"],
  ["two tools of one name", { tools: [f, f] }, "tools[1].function.name"],
  [
    "parameters that are no object",
    { tools: [{ ...f, function: { name: "f", parameters: { type: "string" } } }] },
    "tools[0].function.parameters.type",
  ],
  ["tools that are no list", { tools: {} }, "tools"],
  ["a choice without tools", { tool_choice: "required" }, "tool_choice"],
  ["an unknown choice", { tools: [f], tool_choice: "maybe" }, "tool_choice"],
  [
    "a function that is not offered",
    { tools: [f], tool_choice: { type: "function", function: { name: "g" } } },
    "tool_choice.function.name",
  ],
  [
    "a tool message without a call",
    { messages: [user, { role: "tool", tool_call_id: "a", content: "x" }] },
    "messages[1].tool_call_id",
  ],
  [
    "a tool message for another call",
    { messages: [user, { role: "assistant", tool_calls: [call] }, { role: "tool", tool_call_id: "b", content: "x" }] },
    "messages[2].tool_call_id",
  ],
  [
    "a tool message without an id",
    { messages: [user, { role: "assistant", tool_calls: [call] }, { role: "tool", content: "x" }] },
    "messages[2].tool_call_id",
  ],
  [
    "a call that nothing answers",
    { messages: [user, { role: "assistant", tool_calls: [call] }, user] },
    "messages[1].tool_calls[0]",
  ],
  [
    "a call without arguments",
    { messages: [user, { role: "assistant", tool_calls: [{ ...call, function: { name: "f" } }] }] },
    "messages[1].tool_calls[0].function",
  ],
  ["a JSON schema that is missing", { response_format: { type: "json_schema" } }, "response_format.json_schema"],
  ["an unknown format", { response_format: { type: "xml" } }, "response_format.type"],
  ["a JSON object that no message speaks of", { response_format: { type: "json_object" } }, "messages"],
])("refuses %s with 400 and names the field", async ([, body, param]) => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages: [user], ...body });
  expect(await response.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param, code: "invalid_value" },
  });
  expect(response.status).toBe(400);
});
