import { createPolicy } from "@kit/consent";
import { describeContent, describeResult, isRecord, KitError } from "@kit/protocol";
import type { Lesson } from "@kit/terminal";
import { secretNames } from "@kit/transport";
import { toReadableError } from "../../gateway-errors.ts";
import type { OpenModels } from "../../models.ts";
import { readAsk } from "./samples.ts";
import type { Crossing, Recording, Session, Walk } from "./session.ts";

/** The user has started the kit's own server to see it sample: nothing is asked. */
export const OPEN_POLICY = createPolicy({
  policy: { defaults: { mode: "auto", requestsPerMinute: null, maxToolRounds: 16 } },
});

/** Calls a tool with its sample, and nothing goes wrong. @throws {KitError} why it did, as the user may read it. */
async function call(session: Session, tool: "summarize" | "translate" | "answer", walk: Walk): Promise<Recording> {
  const { lesson, models, samples } = walk;
  const host = { models, policy: OPEN_POLICY };
  return succeeded(await lesson.run(() => session.call(tool, samples[tool], host), `${tool} runs`), lesson);
}

/** Shows what the client tried in vain, and throws why. */
export async function succeeded(recording: Recording, lesson: Lesson): Promise<Recording> {
  const { error, sampled, answering } = recording;
  if (error === undefined) return recording;
  const failed = sampled.findLast((event) => event.type === "failed");
  // The last line says no more than the error.
  if (failed !== undefined) await lesson.step("answer-failed", { did: answering.slice(0, -1) });
  const reason = toReadableError(failed?.error.cause);
  throw reason instanceof KitError ? new KitError(reason.code, reason.message, { fix: reason.fix }) : error;
}

/** Act 1: how the server starts, and what the two say first. */
export async function playKey(walk: Walk): Promise<void> {
  await walk.lesson.act("key");
  await showGreeting(await walk.lesson.run(walk.oldest, "The server starts"), walk);
}

export async function showGreeting({ server, connection, greeting }: Session, walk: Walk): Promise<void> {
  const { lesson, settings } = walk;
  if ("command" in server) {
    const command = [server.command, ...(server.args ?? [])].map((part) => part.split(/[\\/]/).slice(-4).join("/"));
    await lesson.step("server-spawned", {
      facts: {
        ...{ command: command.join(" "), process: String(connection.process?.pid) },
        variables: Object.keys(server.env).sort().join(", "),
        "keys in them": secretNames(server.env).join(", ") || "none",
        "keys kept back": secretNames(settings.variables).join(", ") || "you have set none",
      },
    });
  }
  const tools = connection.tools.map(({ name }) => name).join(", ");
  await lesson.step("connected", { wire: greeting.slice(0, 2), facts: { "its tools": tools } });
}

/** Act 2: one question on 2025-11-25. */
export async function playPush(walk: Walk): Promise<void> {
  const { lesson, models, open } = walk;
  await lesson.act("push");
  const recording = await call(await open("2025-11-25"), "summarize", walk);
  const { wire, answering } = recording;
  await lesson.step("tool-called", { wire: wire.slice(0, 1) });
  await lesson.step("tool-asks", { code: (await readAsk()).asks });
  await lesson.step("question-crossed", { wire: wire.slice(1, 2) });
  const answers = wire.filter(({ from, message }) => from === "client" && "result" in message);
  await lesson.step("model-answered", { did: answering, facts: { "who pays": payerOf(models) } });
  await lesson.step("tool-returned", { wire: answers.slice(0, 1), facts: outcomeOf(recording) });
}

/** Act 4: the same question on 2026-07-28. */
export async function playReplay(walk: Walk): Promise<void> {
  const { lesson, open } = walk;
  await lesson.act("replay");
  const session = await lesson.run(() => open("2026-07-28"), "The server starts");
  await lesson.step("discovered", { wire: session.greeting.slice(0, 1).map((one) => fold(one, /(?!)/)) });
  const recording = await call(session, "summarize", walk);
  const [called, paused, again] = recording.wire;
  if (called === undefined || paused === undefined || again === undefined) return;
  const { asks, goesOn } = await readAsk();
  const values = {
    ...{ stoppedAt: asks.firstLine, resumedAt: goesOn.firstLine, first: called.bytes, second: again.bytes },
    state: "result" in paused.message ? String(paused.message.result.requestState).length : 0,
  };
  await lesson.step("input-required", { wire: [called, fold(paused, QUESTIONS)] });
  await lesson.step("function-stopped", { code: asks }, values);
  await lesson.step("called-again", { wire: [fold(again, /_meta$|content$/)] }, values);
  await lesson.step("function-ran-again", { code: goesOn, facts: outcomeOf(recording) }, values);
}

/** What was shown before. */
const QUESTIONS = /_meta$|\.params$/;
const fold = (crossing: Crossing, folded: RegExp): Crossing => ({ ...crossing, folded });

/** Act 5: several questions, side by side and one after the other, and what that costs. */
export async function playSeveral(walk: Walk, hasAll: boolean): Promise<void> {
  const { lesson, models, samples, open, revisions } = walk;
  await lesson.act("several");
  const newest = await walk.newest();
  const side = await call(newest, "translate", walk);
  const asking = roundsOf(side).map((one) => fold(one, /_meta$|inputRequests\.[^.]+$/));
  await lesson.step("side-by-side", { wire: asking, facts: outcomeOf(side) }, measure(side));
  if (hasAll) {
    const reviews = await newest.call("classify", samples.reviews, { models, policy: OPEN_POLICY });
    await lesson.step("all-samples", { facts: outcomeOf(await succeeded(reviews, lesson)) }, measure(reviews));
  }
  const chain = await call(newest, "answer", walk);
  const replied = chain.sampled.filter((event) => event.type === "replied");
  const replies = replied.map(({ result }) => describeContent(result.content));
  const rows = replies.map((reply, at) => ({ question: at + 1, "the model answers": reply }));
  const values = { ...measure(chain), asked: samples.answer.question };
  await lesson.step("one-by-one", { rows, facts: outcomeOf(chain) }, values);

  // A hosted model takes far longer than what a warm-up saves, and wants to be paid.
  const isFree = models.destinations.every(({ isHosted }) => !isHosted);
  const measured = [];
  for (const tool of ["summarize", "translate", "answer"] as const) {
    for (const revision of revisions) {
      const session = await open(revision);
      if (isFree) await call(session, tool, walk);
      measured.push(measure(await call(session, tool, walk)));
    }
  }
  await lesson.step("measured", { rows: measured });
}

/** The results that ask, each of which begins a round. */
const roundsOf = ({ wire }: Recording) =>
  wire.filter(({ message }) => "result" in message && message.result.resultType === "input_required");

/** What one call took. */
function measure(recording: Recording) {
  const { tool, protocol, sampled, wire, milliseconds } = recording;
  return {
    ...{ tool, protocol, questions: sampled.filter(({ type }) => type === "requested").length },
    ...{ messages: wire.length, rounds: protocol === "2025-11-25" ? "–" : roundsOf(recording).length },
    bytes: wire.reduce((sum, { bytes }) => sum + bytes, 0),
    ms: Math.round(milliseconds),
  };
}

/** What a call came to: the fields of its result, or its error. */
export function outcomeOf({ result, error }: Recording): Record<string, string> {
  if (error !== undefined) return { "the tool ends": `${error.code}: ${error.message}` };
  const { structuredContent, content } = result ?? {};
  const { model: _, ...fields } = isRecord(structuredContent) ? structuredContent : { result: describeResult(content) };
  const inWords = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, inWords(value)]));
}

/** Who pays for what these models answer. */
export function payerOf({ destinations }: OpenModels): string {
  const hosted = destinations.filter(({ isHosted }) => isHosted).map(({ title }) => title);
  if (hosted.length > 0) return `you, the user of the client: ${hosted.join(" and ")} bills the owner of the key.`;
  return "nobody, since this model runs on your machine. With a hosted model: you, the user of the client, by your key.";
}
