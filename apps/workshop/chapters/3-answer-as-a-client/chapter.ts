import { isDeepStrictEqual } from "node:util";
import type { Chapter } from "../../src/chapter.ts";
import { type Asked, askThroughClient, type Question, say } from "../../src/check/ask-through-client.ts";
import { fail } from "../../src/check/failure.ts";
import type { Learner } from "../../src/check/learner.ts";
import type { ModelRequest, ScriptedModel } from "../../src/check/scripted-model.ts";

const NAMES = ["harbour-small", "harbour-large"];

/** The first one leaves the choice; the other one hints at a model that is not there, and then at the second. */
const QUESTIONS: readonly Question[] = [
  {
    messages: [say("user", "Name a colour."), say("assistant", "Grey."), say("user", "Another one.")],
    maxTokens: 12,
  },
  {
    systemPrompt: "You are a lighthouse keeper. Answer in one sentence.",
    messages: [say("user", "What do you see tonight?")],
    maxTokens: 77,
    temperature: 0.3,
    modelPreferences: { hints: [{ name: "no-such-model" }, { name: "large" }] },
  },
];
const WANTED = ["harbour-small", "harbour-large"];
const HANDLER = "client/src/sampling-handler.ts";

export const chapter: Chapter = {
  number: 3,
  title: "Answer as a client",
  question: "My server asks. Who on my side answers, and with which model?",
  minutes: 15,
  adds: [
    "client/src/main.ts",
    "client/src/commands",
    "client/src/host.ts",
    "client/src/connect.ts",
    "client/src/connection.ts",
    "client/src/protocols.ts",
    "client/src/protocol-2025-11-25",
    "client/src/sampling-handler.ts",
    "client/src/models.ts",
    "client/src/gateway-errors.ts",
    "client/src/servers.ts",
    "client/src/settings.ts",
    "client/src/hop-log.ts",
  ],
  edits: [
    {
      path: "client/src/connect.ts",
      from: "    capabilities: handler === undefined ? {} : SAMPLING_CAPABILITIES,\n",
      to: "    capabilities: {},\n",
    },
    {
      path: "client/src/protocols.ts",
      from: '  "2026-07-28": () => import("./protocol-2026-07-28/client.ts"),\n',
      to: "",
    },
    {
      path: "client/src/models.ts",
      from: "      gateway: createRouter(settings),\n",
      to: "      // Until chapter 5 a request is sent once.\n      gateway: createRouter({ ...settings, retry: { retries: 0 } }),\n",
    },
  ],
  open: ["client/src/connect.ts", HANDLER],
  firstFailure: "sampling_not_declared",
  async check(learner: Learner) {
    const model = await learner.startModel(({ model: name }) => `This is ${name}.`);
    const asked = await askThroughClient(learner, QUESTIONS, { model, names: NAMES, args: ["--yes"] });
    for (const [index, question] of QUESTIONS.entries()) checkQuestion(question, index, asked, model);
    checkKey(asked, model);
  },
  mistakes: {
    "forgets-the-system-prompt": "question_changed",
    "asks-the-first-model": "hint_ignored",
    "returns-the-completion": "not_a_sampling_result",
  },
  shipped: ["client/src/connect.ts"],
};

function checkQuestion(question: Question, index: number, { answers, run }: Asked, model: ScriptedModel): void {
  const answer = answers[index];
  if (answer?.error !== undefined) {
    const [said = ""] = run.stderr.trim().split("\n");
    fail({
      code: "handler_failed",
      expected: "Your client answers sampling/createMessage with a result.",
      seen: answer,
      next: said.includes("Error")
        ? `Your client's stderr says more: ${said}`
        : `The server may ask now. Write what answers: createSamplingHandler() in ${HANDLER}.`,
    });
  }
  const seen = model.asked[index]?.body;
  if (seen === undefined) {
    fail({
      code: "model_not_asked",
      expected: "Your handler passes each question to a model through the gateway.",
      seen: answer,
      next: "An answer came, and no model was asked. Call gateway.completion() in the handler.",
    });
  }
  checkChoice(question, index, seen);
  if (!isDeepStrictEqual(asQuestion(seen), asSent(question))) {
    fail({
      code: "question_changed",
      expected: `The model gets the whole question: ${JSON.stringify(asSent(question))}`,
      seen: asQuestion(seen),
      next: "Compare the two field by field. toChatRequest() of @kit/sampling maps every field of the request.",
    });
  }
  checkAnswer(answer?.result, index);
}

/** What the model got, as far as the question decides it. */
function asQuestion({ messages, temperature, max_tokens, max_completion_tokens }: ModelRequest) {
  return {
    messages: messages.map(({ role, content }) => ({ role, content: textOf(content) })),
    maxTokens: max_tokens ?? max_completion_tokens,
    ...(temperature !== undefined && { temperature }),
  };
}

/** A text may stand in parts. */
function textOf(content: unknown): unknown {
  return Array.isArray(content) ? content.map(({ text }) => text).join("\n") : content;
}

/** The same of a question: what a model is to get. */
function asSent({ systemPrompt, messages, maxTokens, temperature }: Question) {
  const system = systemPrompt === undefined ? [] : [{ role: "system", content: systemPrompt }];
  const said = messages.map(({ role, content }) => ({ role, content: content.text }));
  return { messages: [...system, ...said], maxTokens, ...(temperature !== undefined && { temperature }) };
}

function checkChoice({ modelPreferences }: Question, index: number, seen: ModelRequest): void {
  if (seen.model === WANTED[index]) return;
  const hasHints = modelPreferences !== undefined;
  fail({
    code: "hint_ignored",
    expected: hasHints
      ? `The user allows ${NAMES.join(" and ")}. No name holds the first hint, so the second one decides: ${WANTED[index]}.`
      : `Without hints your first model answers: ${WANTED[index]}.`,
    seen: { hints: modelPreferences, asked: seen.model },
    next: "A hint is a part of a model's name, and only a wish. Look through the hints in order for one that fits a candidate; without one, take the first candidate.",
  });
}

function checkAnswer(result: Record<string, unknown> | undefined, index: number): void {
  const { role, content, model, stopReason } = result ?? {};
  const words = `This is ${WANTED[index]}.`;
  if (role !== "assistant" || content === undefined || typeof model !== "string") {
    fail({
      code: "not_a_sampling_result",
      expected: "The server gets a sampling result: role, content, model, stopReason.",
      seen: result,
      next: "A chat completion is not one: its words are in choices[0].message. toSamplingResult() of @kit/sampling maps it.",
    });
  }
  if (!JSON.stringify(content).includes(words) || !model.includes(WANTED[index] ?? "") || stopReason !== "endTurn") {
    fail({
      code: "answer_changed",
      expected: `The words of the model, the model that said them, and why it stopped: "${words}", ${WANTED[index]}, endTurn.`,
      seen: result,
      next: "Return what the model said, as it said it. The server reads `model` and `stopReason` too.",
    });
  }
}

function checkKey({ environment }: Asked, { env, asked }: ScriptedModel): void {
  const key = env.CUSTOM_API_KEY ?? "";
  const leaked = Object.entries(environment).find(([, value]) => value.includes(key));
  if (leaked) {
    fail({
      code: "key_at_server",
      expected: "The server process gets no key: the model is yours, and you pay for it.",
      seen: `Its environment holds ${leaked[0]}.`,
      next: "Start servers with serverEnvironment(), as client/src/servers.ts does.",
    });
  }
  if (asked.every(({ authorization }) => authorization?.includes(key))) return;
  fail({
    code: "key_not_used",
    expected: "Your client shows the key to the model.",
    seen: asked.map(({ authorization }) => authorization),
    next: "Ask through the gateway that the handler gets in its options: it knows the key.",
  });
}
