import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Chapter } from "../../src/chapter.ts";
import { askThroughClient, payloadOf, type Question, say } from "../../src/check/ask-through-client.ts";
import { fail, firstFailure } from "../../src/check/failure.ts";
import type { Learner } from "../../src/check/learner.ts";
import type { ModelAnswer } from "../../src/check/scripted-model.ts";

const HANDLER = "client/src/sampling-handler.ts";
const MODELS = "client/src/models.ts";
const CLASSIFY = "server/src/tools/classify.ts";

const RETRY_AFTER_MS = 1_000;
/** A clock may be a little early. */
const TOLERANCE_MS = 50;
/** The gateway of the check sends again once. Whoever counts otherwise may send three times. */
const MOST_REQUESTS = 3;
const PRIVATE_WORDS = "The key of account harbour-4711 is locked.";

/** What each model does, by its name. */
const FAULTS: Readonly<Record<string, (index: number) => ModelAnswer>> = {
  busy: (index) => (index === 0 ? { status: 429, headers: { "retry-after": "1" } } : "Now I have time."),
  crowded: () => ({ status: 429 }),
  locked: () => ({ status: 401, error: PRIVATE_WORDS }),
  silent: () => ({ silent: true }),
};

export const chapter: Chapter = {
  number: 5,
  title: "When the model fails",
  question: "The model is slow, busy or talks nonsense. What does my tool hear?",
  minutes: 20,
  adds: ["server/src/tools/classify.ts"],
  open: [MODELS, HANDLER, "client/src/gateway-errors.ts", CLASSIFY],
  firstFailure: "not_sent_again",
  async check(learner: Learner) {
    await firstFailure([checkRefusals(learner), checkSilence(learner), checkLabels(learner)]);
  },
  mistakes: {
    "sends-everything-again": "retry_hid_the_reason",
    "passes-on-the-words": "private_words_crossed",
    "believes-the-label": "label_outside_the_set",
  },
  shipped: [HANDLER, MODELS, CLASSIFY],
};

/** Asks each of these models once. The server hints at it by its name. */
async function askModels(learner: Learner, connection: string, names: readonly string[], config: object) {
  const seen = new Map<string, number[]>(names.map((name) => [name, []]));
  const model = await learner.startModel(({ model: name }) => {
    const times = seen.get(name) ?? [];
    times.push(performance.now());
    return FAULTS[name]?.(times.length - 1) ?? "";
  }, connection);
  const questions = names.map((name): Question => {
    const modelPreferences = { hints: [{ name }] };
    return { messages: [say("user", "Are you there?")], maxTokens: 20, modelPreferences };
  });
  const file = join(learner.temp, `${connection}.json`);
  writeFileSync(file, JSON.stringify({ retry: { retries: 1, initialDelayMs: 50 }, ...config }));
  const args = ["--yes", "--config", file];
  const { answers } = await askThroughClient(learner, questions, { model, names, args, connection });
  return names.map((name, index) => ({ name, answer: answers[index] ?? {}, times: seen.get(name) ?? [] }));
}

type Seen = Awaited<ReturnType<typeof askModels>>[number];

async function checkRefusals(learner: Learner): Promise<void> {
  const [busy, crowded, locked] = await askModels(learner, "refusals", ["busy", "crowded", "locked"], {});
  if (busy === undefined || crowded === undefined || locked === undefined) return;
  const [first = 0, second = 0] = busy.times;
  if (busy.times.length < 2 || busy.answer.result === undefined) {
    fail({
      code: "not_sent_again",
      expected: "A model that answers 429 has no time now. The request is sent again, and the second answer counts.",
      seen: { requests: busy.times.length, answer: busy.answer },
      next: `The gateway has a retry loop. Look for what stops it in ${MODELS}.`,
    });
  }
  if (second - first < RETRY_AFTER_MS - TOLERANCE_MS) {
    fail({
      code: "sent_too_soon",
      expected: "The model said `Retry-After: 1`. The second request comes a second later.",
      seen: `It came after ${Math.round(second - first)} milliseconds.`,
      next: "The retry loop of the gateway waits as long as it is told. Let it do the work.",
    });
  }
  checkCode(crowded, "rate_limited", true);
  if (locked.times.length > 1) {
    fail({
      code: "sent_in_vain",
      expected: "A refused key (401) stays refused: one request, no second one.",
      seen: `${locked.times.length} requests with the same key.`,
      next: "Send again only what may pass by itself: 429, a time-out, 5xx. The gateway knows which; a loop of your own does not.",
    });
  }
  checkCode(locked, "gateway_unauthorized", false);
  if (crowded.times.length > MOST_REQUESTS) {
    fail({
      code: "sent_too_often",
      expected: "One retry loop: the configuration says that a request is sent again once.",
      seen: `${crowded.times.length} requests to a model that said 429 to each.`,
      next: "A loop around a loop multiplies. Keep the one in the gateway.",
    });
  }
}

async function checkSilence(learner: Learner): Promise<void> {
  const [silent] = await askModels(learner, "silence", ["silent"], { timeoutMs: 1_000 });
  if (silent !== undefined) checkCode(silent, "timed_out", true);
}

function checkCode({ name, answer }: Seen, code: string, isRetryable: boolean): void {
  if (JSON.stringify(answer).includes(PRIVATE_WORDS)) {
    fail({
      code: "private_words_crossed",
      expected: "The server learns what kind of failure it was, and not what your provider said to you.",
      seen: answer,
      next: "A provider quotes accounts, keys and prompts. toSafeError() keeps its words as the cause, on your side.",
    });
  }
  const payload = payloadOf(answer) ?? {};
  if (payload.code === "gateway_unreachable") {
    fail({
      code: "retry_hid_the_reason",
      expected: `The model "${name}" fails, and the server hears why: ${code}.`,
      seen: answer,
      next: "After a 429 or a 401 the gateway lets a model rest, and asks it nothing. A loop of your own runs into that. Keep to the loop of the gateway.",
    });
  }
  if (payload.code !== code) {
    fail({
      code: "code_lost",
      expected: `The model "${name}" fails, and the server hears the code ${code}.`,
      seen: answer,
      next: "An error that is no KitError is masked. client/src/gateway-errors.ts has the code for each kind of GatewayError: use toSafeError().",
    });
  }
  if ((payload.isRetryable ?? false) === isRetryable) return;
  fail({
    code: "retry_advice_wrong",
    expected: `${code} ${isRetryable ? "may pass by itself: isRetryable is true" : "stays: isRetryable is false"}.`,
    seen: answer,
    next: "GatewayError.isRetryable says it. toSafeError() hands it on.",
  });
}

const LABELS = ["praise", "complaint"];
const TEXT = "The lamp broke on the first day.";

async function checkLabels(learner: Learner): Promise<void> {
  const corrected = await classify(learner, ["Hm, hard to say.", '{"label":"complaint"}']);
  const { outcome, asked } = corrected;
  if (outcome.isError || outcome.data.label !== "complaint") {
    fail({
      code: "bad_json_not_corrected",
      expected: "The model first answers without JSON. Your tool asks once more, and takes the second answer.",
      seen: outcome.message,
      next: `Pass a \`schema\` to sample() in ${CLASSIFY}, and it sends back what does not fit.`,
    });
  }
  const stubborn = await classify(learner, ['{"label":"broken lamp"}']);
  if (!stubborn.outcome.isError && !LABELS.includes(String(stubborn.outcome.data.label))) {
    fail({
      code: "label_outside_the_set",
      expected: `The label is one of ${LABELS.join(", ")}, or the call ends in an error.`,
      seen: stubborn.outcome.message,
      next: "A model may answer with JSON and still invent a label. Let the schema allow the labels alone: z.enum().",
    });
  }
  if (asked > MOST_REQUESTS || stubborn.asked > MOST_REQUESTS) {
    fail({
      code: "asked_too_often",
      expected: "One correction: each one is a question that the user pays for.",
      seen: `${Math.max(asked, stubborn.asked)} questions for one text.`,
      next: "sample() takes `maxRetries`. Two is the default.",
    });
  }
  const { code } = stubborn.outcome;
  if (code === "invalid_structured_output" || code === "label_not_chosen") return;
  fail({
    code: "error_without_code",
    expected: "A model that keeps to no label ends the call in invalid_structured_output or label_not_chosen.",
    seen: stubborn.outcome.message,
    next: "Let the error of sample() pass, or throw a KitError with one of these codes.",
  });
}

/** Calls `classify` with a model that says these texts, the last one again and again. */
async function classify(learner: Learner, texts: readonly string[]) {
  let asked = 0;
  const client = await learner.connect({
    sample: () => {
      const text = texts[asked] ?? texts.at(-1);
      asked += 1;
      return { role: "assistant", content: { type: "text", text }, model: "scripted", stopReason: "endTurn" };
    },
  });
  const outcome = await client.callTool("classify", { text: TEXT, labels: LABELS });
  return { outcome, asked };
}
