import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, type ProtocolRevision, parseJson } from "@kit/protocol";
import type { Chapter } from "../../src/chapter.ts";
import { fail } from "../../src/check/failure.ts";
import type { Learner } from "../../src/check/learner.ts";
import type { ScriptedModel } from "../../src/check/scripted-model.ts";

const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
const CALL = { document: "The ferry to the island leaves at six. It takes forty minutes, and dogs travel free." };
const SUMMARY = "The ferry leaves at six.";
const KEY = "sk-of-the-server";
/** What a provider may say, and only the server's log may repeat. */
const PROVIDER_WORDS = "The account of harbour-office@example.com is closed";
const DIRECT_MODEL = "server/src/direct-model.ts";
const MOVED = "server/moved.json";

/** The params of a question. */
type Question = Record<string, unknown>;

export const chapter: Chapter = {
  number: 7,
  title: "Without sampling",
  question: "My host cannot sample, and sampling is going away. What becomes of my tools?",
  minutes: 15,
  adds: ["server/src/tools"],
  open: [DIRECT_MODEL, MOVED],
  firstFailure: "not_direct",
  mistakes: {
    "asks-itself-always": "client_not_asked",
    "only-the-words": "question_changed",
    "tells-too-much": "provider_words_leaked",
    "keeps-the-users-no": "moved_wrongly",
  },
  shipped: [DIRECT_MODEL],
  exercise: [MOVED],
  async check(learner) {
    const asked = await checkSampling(learner);
    for (const revision of REVISIONS) await checkDirect(learner, revision, asked);
    await checkWithoutModel(learner);
    await checkFailure(learner);
    checkMoved(learner.folder);
  },
};

/** What the operator of a server sets, so that it may ask this model. */
function directEnv({ env }: ScriptedModel): Record<string, string> {
  return { ...env, CUSTOM_API_KEY: KEY, KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/harbour" };
}

/** A client that can sample is asked, although the server could ask a model itself. Returns its question. */
async function checkSampling({ connect, startModel }: Learner): Promise<Question> {
  const sample = () => ({ role: "assistant", content: { type: "text", text: SUMMARY }, model: "foreign/model" });
  const model = await startModel([SUMMARY], "sampling", "server");
  const client = await connect({ name: "sampling", sample, env: directEnv(model) });
  const { message } = await client.callTool("summarize", CALL);
  const [question] = client.questions();
  if (question !== undefined) return question;
  return fail({
    code: "client_not_asked",
    expected: "A client that declares sampling is asked, whatever model the server has: its user decides, and pays.",
    seen: { "tools/call": message, "sampling/createMessage": "was never sent" },
    next: "insteadOf() is told whether the client can sample, and the settings say whether the server's model is always to be asked. Return undefined to let the client be asked.",
  });
}

/** A client that cannot sample gets the same result. */
async function checkDirect(
  { connect, startModel }: Learner,
  revision: ProtocolRevision,
  asked: Question,
): Promise<void> {
  const name = `direct-${revision}`;
  const model = await startModel([SUMMARY], name, "server");
  const client = await connect({ name, revision, env: directEnv(model) });
  const { message, isError, text, code, data } = await client.callTool("summarize", CALL);
  checkQuestion(asked, model);
  if (!isError && data.summary === SUMMARY) return;
  const expected = `On ${revision} a client that cannot sample gets its summary too: the operator has set KIT_DIRECT to fallback, and named a model.`;
  if (code === "client_cannot_sample") {
    fail({
      ...{ code: "not_direct", expected, seen: message },
      next: `createDirectModel() in ${DIRECT_MODEL} returns no model yet. Let insteadOf() return an Ask that asks one through the gateway.`,
    });
  }
  fail({
    ...{ code: "direct_answer_lost", expected, seen: text },
    next: "Your Ask was asked, and this came of it. An Ask returns a sampling result: toSamplingResult() makes one of a completion.",
  });
}

/** The model was asked what the client was asked, if it was. */
function checkQuestion(asked: Question, { asked: requests }: ScriptedModel): void {
  const body = requests.at(-1)?.body;
  if (body === undefined) return;
  const seen = JSON.stringify(body.messages);
  const system = JSON.stringify(asked.systemPrompt).slice(1, -1);
  const isWhole = body.max_tokens === asked.maxTokens && seen.includes(system);
  if (isWhole && seen.includes(CALL.document)) return;
  fail({
    code: "question_changed",
    expected:
      "The model of the server gets the question that the client would get: the system prompt, maxTokens, every message.",
    seen: { "the client was asked": asked, "the model was asked": body },
    next: "You have mapped a question for a model before, in your sampling handler: toChatRequest(request).",
  });
}

/** Nobody has set a model: the client hears what it lacks. */
async function checkWithoutModel({ connect }: Learner): Promise<void> {
  const { message, code } = await (await connect()).callTool("summarize", CALL);
  if (code === "client_cannot_sample") return;
  fail({
    code: "no_clean_error",
    expected: "Without KIT_DIRECT, the call of a client that cannot sample ends with the code client_cannot_sample.",
    seen: message,
    next: "A server has a model of its own only if the settings name one. Leave the rest of the server as it was.",
  });
}

async function checkFailure({ connect, startModel }: Learner): Promise<void> {
  const model = await startModel([{ status: 401, error: PROVIDER_WORDS }], "failing", "server");
  const client = await connect({ name: "failing", env: directEnv(model) });
  const { message, text, code } = await client.callTool("summarize", CALL);
  const expected =
    "When the server's model fails, the client gets the code direct_failed, and nothing that the provider said.";
  if (JSON.stringify(message).includes(PROVIDER_WORDS)) {
    fail({
      ...{ code: "provider_words_leaked", expected, seen: text },
      next: "The words of the provider are for the server's log: give them as the cause of your KitError, not in its message. The kind of the GatewayError says enough.",
    });
  }
  if (code === "direct_failed") return;
  fail({
    ...{ code: "direct_error_without_code", expected, seen: message },
    next: 'Catch the GatewayError, and throw new KitError("direct_failed", …) for it.',
  });
}

/** What the learner is to say of a direct call, and what to ask them when they say something else. */
const ANSWERS = {
  key: { right: "server", question: "Which process needs the provider's key in its environment now?" },
  bill: { right: "server", question: "Whose key is it? Its owner gets the bill." },
  choice: { right: "server", question: "Who has named the model? The modelPreferences were hints to a client." },
  approval: {
    right: "nobody",
    question: "Who could say no before the words left? Look at the wire: no question went to the client.",
  },
} as const;

function checkMoved(folder: string): void {
  const path = join(folder, MOVED);
  const said = existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
  const given = isRecord(said) ? said : {};
  const wrong = Object.entries(ANSWERS).find(([what, { right }]) => String(given[what]).toLowerCase() !== right);
  if (wrong === undefined) return;
  const [what, { question }] = wrong;
  fail({
    code: "moved_wrongly",
    expected: `${MOVED} says for a direct call who holds the key, who gets the bill, who chooses the model and who approves: client, server or nobody.`,
    seen: said ?? "The file is not there, or is no JSON.",
    next:
      said === undefined
        ? "Write it as you found it: pnpm learn reset lays it out again."
        : `Think about "${what}". ${question}`,
  });
}
