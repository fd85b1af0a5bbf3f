import type { Chapter } from "../../src/chapter.ts";
import { askThroughClient, payloadOf, type Question, say } from "../../src/check/ask-through-client.ts";
import { fail, firstFailure } from "../../src/check/failure.ts";
import type { Learner } from "../../src/check/learner.ts";
import type { TerminalUser } from "../../src/check/run-in-terminal.ts";
import type { ScriptedModel } from "../../src/check/scripted-model.ts";
import type { AnyMessage } from "../../src/check/wire.ts";

const NAMES = ["harbour-large"];
const USER_REJECTED = -1;
const HANDLER = "client/src/sampling-handler.ts";

/** Each with a system prompt of its own, so that no card is for two of them. */
const ask = (text: string): Question => ({
  systemPrompt: `You answer the question that begins with "${text.slice(0, 5)}".`,
  messages: [say("user", text)],
  maxTokens: 50,
});
const [APPROVED, DENIED, EDITED] = ["What is a quay?", "Which ships carry gold?", "How deep is the harbour?"] as const;
const ADDED = " Say it in feet.";

export const chapter: Chapter = {
  number: 4,
  title: "A user says no",
  question: "A server I did not write asks my model, on my bill. Who lets it?",
  minutes: 10,
  open: [HANDLER],
  firstFailure: "nobody_approved",
  async check(learner: Learner) {
    await firstFailure([checkUnseen(learner), checkCards(learner)]);
  },
  mistakes: {
    "sends-what-was-asked": "edit_lost",
    "asks-too-late": "model_asked_before_approval",
    "answers-for-the-user": "denial_is_an_answer",
  },
};

/** Without a terminal there is nobody to ask: nothing may leave. */
async function checkUnseen(learner: Learner): Promise<void> {
  const model = await learner.startModel(["Gold is in the hold."], "unseen");
  const { answers } = await askThroughClient(learner, [ask(DENIED)], { model, names: NAMES, connection: "unseen" });
  const [answer] = answers;
  if (answer?.error === undefined && model.asked.length > 0) {
    fail({
      code: "nobody_approved",
      expected: "There was no terminal and no --yes, so nobody could approve. The model is not asked.",
      seen: answer,
      next: `The question went straight to the model. Ask first: createApprovals(options) in ${HANDLER}.`,
    });
  }
  checkDenial(answer, model);
}

/** In a terminal there are three cards: approved, denied, and approved with an edit. */
async function checkCards(learner: Learner): Promise<void> {
  const model = await learner.startModel(["A place for ships.", "About thirty feet."], "cards");
  const questions = [APPROVED, DENIED, EDITED].map(ask);
  const { answers, run } = await askThroughClient(learner, questions, {
    ...{ model, names: NAMES, terminal: decide, connection: "cards" },
  });
  const [approved, denied, edited] = answers;
  if (!run.stderr.includes(KEYS)) {
    fail({
      code: "no_card",
      expected: "In a terminal the user sees a card for each question, and decides with a key.",
      seen: approved,
      next: "approvals.approve(asked, signal) shows the card. The approver comes with the options of the handler.",
    });
  }
  checkPassed(approved, "approved", model);
  checkDenial(denied, model);
  checkPassed(edited, "edited and approved", model);
  const sent = model.asked.map(({ body }) => JSON.stringify(body.messages)).find((text) => text.includes(EDITED));
  if (sent?.includes(ADDED)) return;
  fail({
    code: "edit_lost",
    expected: `The user added "${ADDED.trim()}" on the card. That is what the model gets.`,
    seen: sent,
    next: "What approve() returns holds the request as it was approved. Send that, and not what came in.",
  });
}

/** The last key that a card shows: from then on its keys count. */
const KEYS = "? help";

const decide: TerminalUser = async ({ until, press }) => {
  await until(KEYS, 1);
  press("a");
  await until(KEYS, 2);
  press("r");
  await until(KEYS, 3);
  press("e");
  // On the card, and on the line to edit.
  await until(EDITED, 2);
  press(`${ADDED}\r`);
  await until(KEYS, 4);
  press("a");
};

function checkDenial(answer: AnyMessage | undefined, { asked }: ScriptedModel): void {
  if (asked.some(({ body }) => JSON.stringify(body.messages).includes(DENIED))) {
    fail({
      code: "model_asked_before_approval",
      expected: "A question that is denied never reaches a model.",
      seen: { asked: asked.at(-1)?.body.messages, answer },
      next: "The order is wrong: first the approval, then the model.",
    });
  }
  if (answer?.error === undefined) {
    fail({
      code: "denial_is_an_answer",
      expected: `A denial is a JSON-RPC error with the code ${USER_REJECTED}.`,
      seen: answer,
      next: "The server takes this for words of the model. Let what approve() throws pass: do not catch it.",
    });
  }
  if (answer.error.code === USER_REJECTED && (payloadOf(answer)?.code ?? "declined") === "declined") return;
  fail({
    code: "denial_without_code",
    expected: `A denial has the code ${USER_REJECTED} on the wire, so that a server can tell it from a fault.`,
    seen: answer,
    next: 'Only a KitError "declined" becomes -1. approve() throws one: let it pass as it is.',
  });
}

function checkPassed(answer: AnyMessage | undefined, what: string, { asked }: ScriptedModel): void {
  if (answer?.result !== undefined && asked.length > 0) return;
  fail({
    code: "approval_blocked",
    expected: `What the user has ${what} is asked, and answered.`,
    seen: answer,
    next: "After the approval the handler goes on: ask the model, and return its answer.",
  });
}
