import type OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { DOCUMENT_TOOLS, runDocumentTool, SECTIONS } from "../testing/document-tools.ts";
import { startClient } from "../testing/start-client.ts";
import { countTokens } from "../wire/completion.ts";

type Messages = OpenAI.Chat.ChatCompletionMessageParam[];
type Params = Partial<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming>;

const REVIEW = "Classify this text.\n\n<text>\nThe kettle boils fast and looks lovely. I would buy it again.\n</text>";
const LABEL_SCHEMA = {
  type: "object",
  properties: {
    label: { type: "string", enum: ["positive", "negative", "uncertain"] },
    confidence: { type: "number", minimum: 0, maximum: 1 },
  },
  required: ["label", "confidence"],
};
const CLASSIFIED = { label: "positive", confidence: expect.toSatisfy((share: number) => share > 0.5 && share < 1) };
const TEXT = { type: "string" };
const NUMBER = { type: "number" };

const asFunction = (tool: { name: string; description?: string; parameters: Record<string, unknown> }) => ({
  type: "function" as const,
  function: tool,
});
const toolOf = (name: string, description: string, properties: object, required = Object.keys(properties)) =>
  asFunction({ name, description, parameters: { type: "object", properties, required } });
const take = asFunction({ name: "take_answer", description: "Takes the answer.", parameters: LABEL_SCHEMA });
const weather = toolOf("get_weather", "Current weather of a city.", { city: TEXT });

function callOf({ choices: [choice] }: OpenAI.Chat.ChatCompletion) {
  const call = choice?.message.tool_calls?.[0];
  return call?.type === "function" ? { ...call, input: call.function.arguments } : undefined;
}

describe("a required tool", () => {
  it("is called with valid arguments, in OpenAI's wire format", async () => {
    const { complete } = await startClient();
    const answer = await complete(REVIEW, { tools: [take], tool_choice: "required" });
    expect(answer.choices[0]).toMatchObject({
      message: { role: "assistant", content: null, refusal: null },
      finish_reason: "tool_calls",
    });
    const call = callOf(answer);
    expect(call).toMatchObject({ id: "call_1", type: "function", function: { name: "take_answer" } });
    expect(JSON.parse(call?.input ?? "")).toEqual(CLASSIFIED);
    expect(answer.usage?.completion_tokens).toBe(countTokens("take_answer") + countTokens(call?.input ?? ""));
  });

  it("loses the end of its arguments at the token limit, and says so", async () => {
    const { complete } = await startClient();
    const answer = await complete(REVIEW, { tools: [take], tool_choice: "required", max_tokens: 12 });
    expect(answer.choices[0]?.finish_reason).toBe("length");
    expect(answer.usage?.completion_tokens).toBe(12);
    expect(() => JSON.parse(callOf(answer)?.input ?? "")).toThrow(SyntaxError);
  });
});

it.for(["a", "1", "“", "A.", "\t"])(
  "a required tool is filled from %j many times over in linear time",
  async (part) => {
    const { complete } = await startClient();
    const tools = [
      toolOf("send", "Sends a message.", { email: TEXT, city: TEXT, count: NUMBER, label: TEXT, note: TEXT }),
    ];
    const timeOf = async (times: number) => {
      const start = process.cpuUsage();
      await complete(`Classify as ${part.repeat(times)}x`, { tools, tool_choice: "required" });
      return process.cpuUsage(start).user;
    };
    await timeOf(1_000);
    const [short, long] = [await timeOf(10_000), await timeOf(100_000)];
    expect(long).toBeLessThan(40 * short + 200_000);
  },
);

describe("tool_choice", () => {
  it.for<[choice: Params["tool_choice"], called: string | undefined]>([
    [undefined, "get_weather"],
    ["auto", "get_weather"],
    ["none", undefined],
    ["required", "get_weather"],
    [{ type: "function", function: { name: "take_label" } }, "take_label"],
    [
      {
        type: "allowed_tools",
        allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "take_label" } }] },
      },
      "take_label",
    ],
  ])("%j calls %s", async ([choice, called]) => {
    const { complete } = await startClient();
    const tools = [toolOf("take_label", "Stores a label.", { label: TEXT }), weather];
    const answer = await complete("What is the weather in Paris?", { tools, ...(choice && { tool_choice: choice }) });
    expect(callOf(answer)?.function.name).toBe(called);
    expect(answer.choices[0]?.finish_reason).toBe(called === undefined ? "stop" : "tool_calls");
    expect(answer.choices[0]?.message.content === null).toBe(called !== undefined);
  });
});

const LANGUAGE_TOOLS = [
  toolOf(
    "summarize",
    "Summarizes a document.",
    { document: TEXT, style: { enum: ["paragraph", "bullets"] }, maxWords: NUMBER },
    ["document"],
  ),
  toolOf(
    "classify",
    "Chooses the label that fits a text best.",
    { text: TEXT, texts: { type: "array", items: TEXT }, labels: { type: "array", items: TEXT } },
    [],
  ),
  toolOf("translate", "Translates a text.", { text: TEXT, to: TEXT, from: TEXT }, ["text", "to"]),
  toolOf("answer", "Answers a question about a document.", { document: TEXT, question: TEXT }),
  weather,
  toolOf("add", "Adds two numbers.", { a: NUMBER, b: NUMBER }),
  toolOf("send_email", "Sends an email.", { to: { type: "string", format: "email" }, subject: TEXT, body: TEXT }),
];

it.for<[request: string, name: string | undefined, input?: object]>([
  ["Summarize in 20 words: The mill opened.", "summarize", { document: "The mill opened.", maxWords: 20 }],
  [
    "Classify as positive or negative: I love this lamp",
    "classify",
    { text: "I love this lamp", labels: ["positive", "negative"] },
  ],
  ["Classify: I love this lamp", "classify", { text: "I love this lamp" }],
  ["Classify these:\n- I love it.\n- I hate it.", "classify", { texts: ["I love it.", "I hate it."] }],
  ["Translate into Italian: Good morning.", "translate", { text: "Good morning.", to: "Italian" }],
  [
    "When did it open? The mill opened in 1931.",
    "answer",
    { document: "The mill opened in 1931.", question: "When did it open?" },
  ],
  ["What is the weather in Cape Town?", "get_weather", { city: "Cape Town" }],
  ["Add 3 and 4", "add", { a: 3, b: 4 }],
  [
    'Send an email to ann@example.org with the subject "Lunch": See you at noon.',
    "send_email",
    { to: "ann@example.org", subject: "Lunch", body: "See you at noon." },
  ],
  ["Summarize it", undefined],
  ["Tell me a joke", undefined],
  ["Hello.", undefined],
])("%j calls %s", async ([request, name, input]) => {
  const { complete } = await startClient();
  const call = callOf(await complete(request, { tools: LANGUAGE_TOOLS }));
  expect(call?.function.name).toBe(name);
  if (call !== undefined) expect(JSON.parse(call.input)).toEqual(input);
});

describe("a question about a document behind tools", () => {
  it.for<[question: string, fact: string, title: string]>([
    ["How many books were moved?", "12,400 books", "Thirty-three months in a fish hall"],
    ["How much did the finished house cost?", "£2,487,000", "What it cost and who paid"],
    ["When did the doors finally open?", "9 December 2017", "Three things that went wrong"],
    ["How large was the heritage grant?", "£620,000", "What it cost and who paid"],
    ["When did Merrowick's last repair shop close?", "2011", "A roof with twenty-three buckets"],
  ])("%s", async ([question, fact, title]) => {
    const { client, model } = await startClient();
    const messages: Messages = [
      { role: "system", content: "Search the document, read what fits, and answer with the sections that you used." },
      { role: "user", content: `<question>\n${question}\n</question>` },
    ];
    for (let round = 1; ; round++) {
      const answer = await client.chat.completions.create({
        model: model.modelId,
        messages,
        tools: DOCUMENT_TOOLS.map(asFunction),
        tool_choice: "required",
      });
      const call = callOf(answer);
      expect(call?.id).toBe(`call_${round}`);
      if (call?.function.name === "conclude") {
        const cited = SECTIONS.find((section) => section.title === title)?.section;
        expect(JSON.parse(call.input)).toEqual({ answer: expect.stringContaining(fact), sections: [cited] });
        return;
      }
      expect(round).toBeLessThan(6);
      const { name = "", arguments: json = "{}" } = call?.function ?? {};
      messages.push({ role: "assistant", content: null, tool_calls: answer.choices[0]?.message.tool_calls ?? [] });
      messages.push({ role: "tool", tool_call_id: call?.id ?? "", content: runDocumentTool(name, json) });
    }
  });
});

it("answers from the results of tools, also when the request offers no tools any more", async () => {
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
  const PERSON = "Extract the data.\n\n<text>\nAnna Schmidt, 34, lives in Berlin. She is delighted.\n</text>";
  const read = ({ choices: [choice] }: OpenAI.Chat.ChatCompletion) => JSON.parse(choice?.message.content ?? "");
  const askFor = async (request: string, schema: Record<string, unknown>) => {
    const { complete } = await startClient();
    const json_schema = { name: "answer", schema, strict: true };
    return read(await complete(request, { response_format: { type: "json_schema", json_schema } }));
  };

  it("fits the schema of response_format, filled by the names of its fields", async () => {
    expect(await askFor(REVIEW, LABEL_SCHEMA)).toEqual(CLASSIFIED);
    const properties = { name: TEXT, age: { type: "integer" }, city: TEXT };
    const schema = { type: "object", properties, required: Object.keys(properties) };
    expect(await askFor(PERSON, schema)).toEqual({ name: "Anna Schmidt", age: 34, city: "Berlin" });
  });

  it("fits a schema that nothing in the request fills, the same each time", async () => {
    const item = {
      type: "object",
      properties: {
        id: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" },
        price: { type: "number", minimum: 10, maximum: 20 },
      },
      required: ["id", "price"],
    };
    const schema = {
      type: "object",
      properties: { items: { type: "array", minItems: 2, items: item }, next: { $ref: "#/$defs/node" } },
      required: ["items", "next"],
      $defs: {
        node: {
          type: "object",
          properties: {
            depth: { type: "integer", minimum: 3 },
            next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
          },
          required: ["depth", "next"],
        },
      },
    };
    const first = await askFor(PERSON, schema);
    const { Ajv2020 } = await import("ajv/dist/2020.js");
    expect(new Ajv2020().validate(schema, first)).toBe(true);
    expect(await askFor(PERSON, schema)).toEqual(first);
  });

  it("fits a schema that the instructions give in words", async () => {
    const { client, model } = await startClient();
    const content = `You classify texts.\n\nAnswer with JSON that fits this JSON Schema, and write nothing else:\n${JSON.stringify(LABEL_SCHEMA)}`;
    const messages: Messages = [
      { role: "system", content },
      { role: "user", content: REVIEW },
    ];
    expect(read(await client.chat.completions.create({ model: model.modelId, messages }))).toEqual(CLASSIFIED);
  });

  it("has the fields that the request names when any object will do", async () => {
    const { complete } = await startClient();
    const request = "Return JSON with the fields name and age: Anna Schmidt is 34 years old.";
    const answer = await complete(request, { response_format: { type: "json_object" } });
    expect(read(answer)).toEqual({ name: "Anna Schmidt", age: 34 });
  });
});
