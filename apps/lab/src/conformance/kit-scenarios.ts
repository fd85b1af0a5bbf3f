import type { ProtocolRevision } from "@kit/protocol";
import * as z from "zod";

/** One request to the model, and what it said. */
export type Exchange = { prompt: string; said: string | undefined; isAbandoned: boolean };

const endedSchema = z.union([z.object({ output: z.record(z.string(), z.string()) }), z.object({ code: z.string() })]);

/** What the client says of a scenario: how its two calls ended, and what crossed the wire during the first. */
export const reportSchema = z.object({
  first: endedSchema,
  second: endedSchema,
  questions: z.number(),
  sentErrors: z.array(z.number()),
});

/** What a scenario saw, from all sides. */
export type Seen = z.infer<typeof reportSchema> & {
  /** What the model was asked during the first call. */
  asked: readonly Exchange[];
  /** What the model was asked during the second. */
  askedAgain: readonly Exchange[];
  revision: ProtocolRevision;
};

/** One thing that must hold after a scenario. */
type Claim = { says: string; holds: (seen: Seen) => boolean };

const USER_REJECTED = -1;

/** The model's words in the result of the first call, where they belong. */
const output = ({ first }: Seen) => ("output" in first ? first.output : {});

function asksEachOnce(count: number): Claim {
  const says =
    count === 1
      ? "the model is asked once for the one question"
      : `the model is asked once for each of ${count} questions`;
  return { says, holds: ({ questions, asked }) => questions === count && asked.length === count };
}

function endsWith(code: string): Claim {
  return { says: `the call ends with ${code}`, holds: ({ first }) => "code" in first && first.code === code };
}

const asksNobody: Claim = { says: "the model is not asked", holds: ({ asked }) => asked.length === 0 };
const givesUp: Claim = {
  says: "the request to the model is given up",
  holds: ({ asked }) => asked.length === 1 && asked.every(({ isAbandoned }) => isAbandoned),
};

const nextCallWorks: Claim = {
  says: "the next call works",
  holds: ({ second, askedAgain: [next, ...others] }) =>
    "output" in second && next?.said !== undefined && second.output.text === next.said && others.length === 0,
};

/** What no scenario of the suite covers: the client's handler, and the ends of a question that are no answer. */
export const KIT_SCENARIOS: Readonly<Record<string, readonly Claim[]>> = {
  "kit/one-question": [
    asksEachOnce(1),
    { says: "the model's words reach the result", holds: (seen) => output(seen).text === seen.asked[0]?.said },
  ],
  "kit/several-questions": [
    asksEachOnce(3),
    { says: "each answer reaches its place in the result", holds: isInPlace },
    { says: "a step runs once", holds: (seen) => seen.asked.every(({ prompt }) => hasCode(seen, prompt)) },
  ],
  "kit/sampling-with-tools": [
    asksEachOnce(2),
    {
      says: "what the tool found reaches the model",
      holds: ({ asked }) => /entry for harbour/.test(asked[1]?.said ?? ""),
    },
    { says: "the model's words reach the result", holds: (seen) => output(seen).text === seen.asked[1]?.said },
  ],
  "kit/refused": [
    endsWith("declined"),
    asksNobody,
    {
      says: "the refusal crosses the wire as -1 on 2025-11-25, and not at all on 2026-07-28",
      holds: ({ revision, sentErrors }) =>
        revision === "2025-11-25" ? sentErrors.join() === String(USER_REJECTED) : sentErrors.length === 0,
    },
    nextCallWorks,
  ],
  "kit/cancelled": [endsWith("cancelled"), asksEachOnce(1), givesUp, nextCallWorks],
  "kit/timed-out": [endsWith("timed_out"), asksEachOnce(1), givesUp, nextCallWorks],
  "kit/cannot-sample": [
    endsWith("client_cannot_sample"),
    asksNobody,
    { says: "no question crosses the wire", holds: ({ questions }) => questions === 0 },
  ],
};

function isInPlace(seen: Seen): boolean {
  const { first, second, best } = output(seen);
  const said = (words: string) => seen.asked.find(({ prompt }) => prompt.includes(words))?.said ?? "never asked";
  return first === said("a first draft") && second === said("a second draft") && best === said("Which is best");
}

function hasCode(seen: Seen, prompt: string): boolean {
  const { code } = output(seen);
  return code !== undefined && prompt.includes(code);
}
