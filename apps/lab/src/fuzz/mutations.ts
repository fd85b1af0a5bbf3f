import { MAX_LINE_BYTES } from "@kit/transport";
import { cutOff, flipBits, insertBytes, insertMember, nest, padTo, randomBytes, tamper } from "./damage-text.ts";
import { listPaths, type Path, readAt, without, writeRaw } from "./json-paths.ts";
import type { Random } from "./random.ts";

/** What is done to a valid message before it is sent. */
type Mutation = {
  /** How often it is chosen, against the others. */
  weight: number;
  /** Makes the line, or what is not quite one. */
  mutate: (message: object, random: Random) => string | Buffer;
  /** What ends the line. Default: a newline. */
  end?: string;
};

const ODD_VALUES = [
  ...["null", "true", "false", "0", "-1", "1.5", '""', '"\\u0000"', '"2.0"', "[]", "{}", "[[]]", '{"":0}'],
  ...['{"toString":null}', '{"toString":1,"valueOf":2}', '{"length":-1}', '{"then":"now"}', '{"toJSON":1}'],
];
const HUGE_NUMBERS = ["1e400", "-1e400", "-0", "9007199254740993", "1e-400", `1${"0".repeat(400)}`, "0.1e1", "1E+2"];
const LONE_SURROGATES = ['"\\ud800"', '"a\\udfff b"', '"\\udc00\\ud800"'];
const INVALID_UTF8 = [[0xff], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80]];
const STRAY_TEXT = ["\ufeff", "\0", "\t", " ", "\u2028", "\u001b[2J", "\r", ",", "}", '"', "\n"];
const PROTOTYPE_MEMBERS = [
  '"__proto__":{"isPolluted":true}',
  '"__proto__":null',
  '"constructor":{"prototype":{"isPolluted":true}}',
  '"hasOwnProperty":1',
];
const NOISE = ["", " ", "\t \t", "not json", "null", "0", '"text"', "[]", "{}", "]", "{", '{"jsonrpc":"2.0"}'];
const LONGEST_NOISE = 300;
const FARTHEST_FROM_LIMIT = 70_000;

const text = (message: object) => JSON.stringify(message);
const pathIn = (message: object, random: Random): Path => random.pick(listPaths(message));

/** Writes one of some texts in the place of any value. */
function replaceOne(replacements: readonly string[]): Mutation["mutate"] {
  return (message, random) => writeRaw(message, pathIn(message, random), random.pick(replacements));
}

/** All that is done to messages. */
export const MUTATIONS = {
  "as it is": { weight: 12, mutate: text },
  "split over chunks": { weight: 4, mutate: text },
  "CR before the newline": { weight: 2, mutate: text, end: "\r\n" },
  "bits flipped": { weight: 10, mutate: (message, random) => flipBits(text(message), random) },
  "cut off": { weight: 6, mutate: (message, random) => cutOff(text(message), random) },
  "cut off without a newline": { weight: 2, mutate: (message, random) => cutOff(text(message), random), end: "" },
  "a wrong type": { weight: 24, mutate: replaceOne(ODD_VALUES) },
  "a huge number": { weight: 6, mutate: replaceOne(HUGE_NUMBERS) },
  "a lone surrogate": { weight: 3, mutate: replaceOne(LONE_SURROGATES) },
  "deep nesting": { weight: 1, mutate: (message, random) => nest(message, pathIn(message, random), random) },
  "a field removed": { weight: 6, mutate: (message, random) => text(without(message, pathIn(message, random))) },
  "a key twice": { weight: 4, mutate: repeatKey },
  "keys of prototypes": {
    weight: 4,
    mutate: (message, random) => insertMember(text(message), random.pick(PROTOTYPE_MEMBERS), random),
  },
  "a batch": { weight: 2, mutate: (message, random) => text(Array(random.below(4)).fill(message)) },
  "invalid UTF-8": {
    weight: 4,
    mutate: (message, random) => insertBytes(text(message), Buffer.from(random.pick(INVALID_UTF8)), random),
  },
  "stray text": {
    weight: 4,
    mutate: (message, random) => insertBytes(text(message), Buffer.from(random.pick(STRAY_TEXT)), random),
  },
  "a tampered string": { weight: 6, mutate: tamperString },
  noise: { weight: 3, mutate: (_message, random) => random.pick(NOISE) },
  "random bytes": { weight: 2, mutate: (_message, random) => randomBytes(random, 1 + random.below(LONGEST_NOISE)) },
  "near the limit": { weight: 0, mutate: (message, random) => padTo(message, MAX_LINE_BYTES - random.below(64)) },
  "over the limit": {
    weight: 0,
    mutate: (message, random) => padTo(message, MAX_LINE_BYTES + 1 + random.below(FARTHEST_FROM_LIMIT)),
  },
} as const satisfies Record<string, Mutation>;

/** The name of a mutation. */
export type MutationName = keyof typeof MUTATIONS;

/** Chooses a mutation by its weight. */
export function drawMutation(random: Random): MutationName {
  return random.pick(URN);
}

const NAMES = Object.keys(MUTATIONS) as MutationName[];
const URN = NAMES.flatMap((name) => Array<MutationName>(MUTATIONS[name].weight).fill(name));

/** Repeats a key with another value, in any object: which of the two counts, JSON does not say. */
function repeatKey(message: object, random: Random): string {
  const key = pathIn(message, random).findLast((part) => typeof part === "string");
  return insertMember(text(message), `${JSON.stringify(key)}:${random.pick(ODD_VALUES)}`, random);
}

/** Changes a string, such as the state of a round, a key or a method. */
function tamperString(message: object, random: Random): string {
  const path = random.pick(listPaths(message).filter((candidate) => typeof readAt(message, candidate) === "string"));
  return writeRaw(message, path, JSON.stringify(tamper(String(readAt(message, path)), random)));
}
