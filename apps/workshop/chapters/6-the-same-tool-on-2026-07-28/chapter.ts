import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isRecord, type ProtocolRevision } from "@kit/protocol";
import type { Chapter } from "../../src/chapter.ts";
import { CheckFailure, fail } from "../../src/check/failure.ts";
import type { ForeignClient } from "../../src/check/foreign-client.ts";
import type { Learner } from "../../src/check/learner.ts";
import type { Outcome } from "../../src/check/outcome.ts";
import { type AnyMessage, messagesWith } from "../../src/check/wire.ts";

const OLD = "2025-11-25";
const NEW = "2026-07-28";
const MAIL_DIGEST = "server/src/tools/mail-digest.ts";
const FERRY = "The ferry to the island leaves at six. It takes forty minutes, and dogs travel free.";
const SEALS = "Seals rest on the sand at low tide. Whoever wants to see them should go early.";
const FIRST_WORDS = ["The ferry leaves at six.", "The seals rest at low tide."] as const;
const SUMMARY = FIRST_WORDS[0];
/** What the client's model says, by a word of the question. The last one quotes the others. */
const WORDS: readonly (readonly [string, string])[] = [
  ["Announce", "News from the island."],
  ["dogs", FIRST_WORDS[0]],
  ["sand", FIRST_WORDS[1]],
];
/** Both revisions pass this table. */
const CALLS = {
  mail_digest: { first: FERRY, second: SEALS },
  summarize: { document: FERRY },
};
/** A clock that goes into a question has moved on when the next round begins. */
const THINKING_MS = 5;

export const chapter: Chapter = {
  number: 6,
  title: "The same tool on 2026-07-28",
  question: "The protocol took away the requests that servers send. Must I write my tools again?",
  minutes: 20,
  adds: ["server/src/protocol-2026-07-28", "client/src/protocol-2026-07-28"],
  open: ["server/src/protocols.ts", MAIL_DIGEST, "client/src/protocols.ts"],
  firstFailure: "revision_not_served",
  mistakes: {
    "time-in-the-prompt": "replay_diverged",
    "one-after-the-other": "one_question_a_round",
    "mail-outside-a-step": "mailed_again",
  },
  shipped: ["server/src/protocols.ts", "client/src/protocols.ts"],
  exercise: [MAIL_DIGEST, "server/src/tools/mail.ts"],
  async check(learner) {
    const results = new Map<string, unknown>();
    for (const revision of [OLD, NEW] as const) {
      const outbox = join(learner.temp, `outbox-${revision}.txt`);
      writeFileSync(outbox, "");
      const client = await connectOn(learner, revision, { MAIL_OUTBOX: outbox });
      for (const [tool, args] of Object.entries(CALLS)) {
        const outcome = await client.callTool(tool, args);
        if (outcome.isError) failWithError(revision, tool, outcome);
        checkSame(tool, results.get(tool), outcome.data);
        results.set(tool, outcome.data);
      }
      checkMail(revision, readFileSync(outbox, "utf8").split("\n").slice(0, -1));
      if (revision === NEW) checkRounds(client);
    }
    await checkOwnClient(learner);
  },
};

/** A client that answers as a model would. What the server refuses it with is what the learner sees. */
async function connectOn({ connect, wire }: Learner, revision: ProtocolRevision, env: Record<string, string>) {
  const before = wire.length;
  const sample = async (params: Record<string, unknown>) => {
    await wait(THINKING_MS);
    return { role: "assistant", content: { type: "text", text: answerTo(params) }, model: "foreign/model" };
  };
  try {
    return await connect({ name: revision, revision, sample, env });
  } catch (error) {
    const answers = wire.slice(before).map(({ message }) => message as AnyMessage);
    const refusal = answers.findLast((message) => message.error !== undefined);
    if (!(error instanceof CheckFailure) || refusal === undefined) throw error;
    return fail({
      code: "revision_not_served",
      expected: `Your server serves a client of ${revision}.`,
      seen: refusal,
      next: "The folder server/src/protocol-2026-07-28 has arrived. Give it a line in PROTOCOLS of server/src/protocols.ts.",
    });
  }
}

function answerTo(params: Record<string, unknown>): string {
  const asked = JSON.stringify(params.messages);
  return WORDS.find(([word]) => asked.includes(word))?.[1] ?? "I do not know.";
}

function failWithError(revision: ProtocolRevision, tool: string, { text, code }: Outcome): never {
  const expected = `${tool} comes to its result on ${revision}.`;
  if (code === "replay_diverged") {
    fail({
      ...{ code, expected, seen: text },
      next: "Your function runs from the top in every round, and must ask the same each time. What in the question is new each time? Let step(name, work) remember it.",
    });
  }
  fail({ code: "call_failed", expected, seen: text, next: "The message says what went wrong: begin there." });
}

function checkSame(tool: string, before: unknown, now: unknown): void {
  if (before === undefined || isDeepStrictEqual(before, now)) return;
  fail({
    code: "results_differ",
    expected: `${tool} comes to the same result on both revisions: the client's model said the same.`,
    seen: { [OLD]: before, [NEW]: now },
    next: "What does your tool take from elsewhere than its arguments and the answers? Take it in a step.",
  });
}

function checkMail(revision: ProtocolRevision, mails: readonly string[]): void {
  const [mail = ""] = mails;
  const isRight = FIRST_WORDS.every((words) => mail.includes(words));
  const expected = `On ${revision} one call sends one mail, with both summaries.`;
  if (mails.length > 1) {
    fail({
      ...{ code: "mailed_again", expected },
      seen: `The outbox holds ${mails.length} mails:\n${mails.join("\n")}`,
      next: "What stands between two questions runs again in every round that follows. Put what must not happen twice into a step.",
    });
  }
  if (!isRight) {
    fail({
      ...{ code: "not_mailed", expected },
      seen: mails.length === 0 ? "The outbox is empty." : `The outbox holds: ${mail}`,
      next: "Send the mail with sendMail() when both summaries are there.",
    });
  }
}

/** The two summaries do not need each other: they leave together. */
function checkRounds({ wire }: ForeignClient): void {
  const calls = messagesWith(wire, "tools/call").filter(({ params }) => params?.name === "mail_digest");
  const answers = wire.map(({ message }) => message as AnyMessage).filter(({ method }) => method === undefined);
  const { resultType, inputRequests } = answers.find(({ id }) => id === calls[0]?.id)?.result ?? {};
  if (isRecord(inputRequests) && Object.keys(inputRequests).length > 1) return;
  fail({
    code: "one_question_a_round",
    expected: "The first round of mail_digest asks both questions, since neither needs the other's answer.",
    seen: { rounds: calls.length, "first answer": { resultType, inputRequests } },
    next: "An await before the second question holds it back to the next round. Start both, and await them together: Promise.all().",
  });
}

/** The learner's own client and server meet on the new revision. */
async function checkOwnClient(learner: Learner): Promise<void> {
  const model = await learner.startModel([SUMMARY], "mine");
  const args = [
    "call",
    "summarize",
    "--document",
    FERRY,
    "--protocol",
    NEW,
    "--yes",
    "--json",
    "--model",
    "custom/one",
  ];
  const run = await learner.runClient(args, { servers: { mine: learner.ownServer() }, env: model.env });
  if (run.code === 0 && run.stdout.includes(SUMMARY)) return;
  fail({
    code: "client_does_not_speak",
    expected: `Your client calls summarize of your server on ${NEW}, and its handler answers as before.`,
    seen: (run.stderr || run.stdout).trim(),
    next: "The client has a table of revisions too: client/src/protocols.ts.",
  });
}
