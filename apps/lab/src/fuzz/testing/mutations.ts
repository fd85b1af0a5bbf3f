import { MAX_LINE_BYTES } from "@kit/transport";
import fc from "fast-check";

/** What is done to a valid message before it is sent. */
export type Mutation = {
  name: string;
  /** Makes the bytes of the line, in one piece or several. */
  mutate: (message: object) => Buffer[];
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

/** Says where in a message something is done; every message has fewer places. */
const PLACE = fc.nat(1_000_000);
const ODD_VALUE = fc.oneof(fc.constantFrom(...ODD_VALUES), fc.json({ maxDepth: 3 }));

/** A kind of mutation: what it draws, and what it makes of a message with that. */
function kind<T>(
  weight: number,
  name: string,
  drawn: fc.Arbitrary<T>,
  mutate: (message: object, value: T) => string | Buffer,
  end = "\n",
): fc.WeightedArbitrary<Mutation> {
  const toMutation = (value: T): Mutation => ({
    name: `${name} ${fc.stringify(value)}`,
    mutate: (message) => [Buffer.concat([Buffer.from(mutate(message, value)), Buffer.from(end)])],
  });
  return { weight, arbitrary: drawn.map(toMutation) };
}

const text = (message: object) => JSON.stringify(message);
const atPlace = <T>(value: fc.Arbitrary<T>) => fc.tuple(PLACE, value);

/** All that is done to messages. */
export const MUTATION: fc.Arbitrary<Mutation> = fc.oneof(
  kind(12, "as it is", fc.constant(""), text),
  kind(2, "CR before the newline", fc.constant(""), text, "\r\n"),
  kind(10, "bits flipped", fc.array(fc.tuple(PLACE, fc.nat(7)), { minLength: 1, maxLength: 4 }), flipBits),
  kind(6, "cut off", PLACE, cutOff),
  kind(2, "cut off without a newline", PLACE, cutOff, ""),
  kind(24, "a wrong type", atPlace(ODD_VALUE), replaceValue),
  kind(6, "a huge number", atPlace(fc.constantFrom(...HUGE_NUMBERS)), replaceValue),
  kind(3, "a lone surrogate", atPlace(fc.constantFrom(...LONE_SURROGATES)), replaceValue),
  kind(1, "deep nesting", atPlace(fc.tuple(fc.constantFrom(10, 1_000, 20_000), fc.boolean())), nest),
  kind(6, "a field removed", PLACE, removeField),
  kind(4, "a key twice", atPlace(ODD_VALUE), repeatKey),
  kind(4, "keys of prototypes", atPlace(fc.constantFrom(...PROTOTYPE_MEMBERS)), insertMember),
  kind(2, "a batch", fc.nat(3), (message, count) => text(Array(count).fill(message))),
  kind(4, "invalid UTF-8", atPlace(fc.constantFrom(...INVALID_UTF8)), insertBytes),
  kind(4, "stray text", atPlace(fc.constantFrom(...STRAY_TEXT)), insertBytes),
  kind(6, "a tampered string", fc.tuple(PLACE, PLACE, fc.constantFrom("", "A", "..")), tamperString),
  kind(3, "noise", fc.constantFrom(...NOISE), (_message, noise) => noise),
  kind(2, "random bytes", fc.uint8Array({ minLength: 1, maxLength: 300 }), (_message, bytes) => Buffer.from(bytes)),
  { weight: 4, arbitrary: fc.array(PLACE, { minLength: 1, maxLength: 4 }).map(splitOverChunks) },
);

/** A line at the limit of its length, or over it. One takes as long as thousands of others. */
export const LONG_LINE: fc.Arbitrary<Mutation> = fc.oneof(
  kind(1, "near the limit", fc.nat(64), (message, short) => padTo(message, MAX_LINE_BYTES - short)),
  kind(1, "over the limit", fc.nat(70_000), (message, over) => padTo(message, MAX_LINE_BYTES + 1 + over)),
);

function splitOverChunks(places: readonly number[]): Mutation {
  return {
    name: `split over chunks ${places}`,
    mutate(message) {
      const bytes = Buffer.from(`${text(message)}\n`);
      const cuts = [0, ...places.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length];
      return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
    },
  };
}

/** A byte that becomes a newline ends the line there. */
function flipBits(message: object, flips: readonly [number, number][]): Buffer {
  const bytes = Buffer.from(text(message));
  for (const [place, bit] of flips) {
    const at = place % bytes.length;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  }
  return bytes;
}

function cutOff(message: object, place: number): Buffer {
  const bytes = Buffer.from(text(message));
  return bytes.subarray(0, place % bytes.length);
}

/** Puts bytes in anywhere, even inside a character. */
function insertBytes(message: object, [place, inserted]: [number, string | number[]]): Buffer {
  const bytes = Buffer.from(text(message));
  const at = place % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted as string), bytes.subarray(at)]);
}

/** Puts a member, such as `"key":0`, at the beginning of one of the objects. */
function insertMember(message: object, [place, member]: [number, string]): string {
  const json = text(message);
  const braces = [...json.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
  const at = braces[place % braces.length] ?? 1;
  return `${json.slice(0, at)}${member},${json.slice(at)}`;
}

/** Repeats a key with another value, in any object: which of the two counts, JSON does not say. */
function repeatKey(message: object, [place, value]: [number, string]): string {
  const keys = spotsIn(message).map(({ key }) => key);
  return insertMember(message, [place, `${JSON.stringify(keys[place % keys.length])}:${value}`]);
}

/** Puts arrays or objects of a depth in the place of a value. */
function nest(message: object, [place, [depth, isArray]]: [number, [number, boolean]]): string {
  const [open, inner, close] = isArray ? ["[", "", "]"] : ['{"a":', "0", "}"];
  return replaceValue(message, [place, open.repeat(depth) + inner + close.repeat(depth)]);
}

/** Fills a message up to a number of bytes, where a member that means nothing does no harm. */
function padTo(message: object, bytes: number): string {
  const holder = ["params", "result"].find((name) => name in message);
  const pad = (padding: string) =>
    text(holder ? { ...message, [holder]: { ...Reflect.get(message, holder), padding } } : { ...message, padding });
  return pad("x".repeat(Math.max(0, bytes - Buffer.byteLength(pad("")))));
}

/** Changes a string, such as the state of a round, a key or a method. */
function tamperString(message: object, [place, at, put]: [number, number, string]): string {
  return change(
    message,
    ({ holder, key }) => typeof holder[key] === "string",
    place,
    ({ holder, key }) => {
      const whole = String(holder[key]);
      const cut = at % (whole.length + 1);
      holder[key] = whole.slice(0, cut) + put + whole.slice(cut + 1);
    },
  );
}

/** Puts a text, which need not be JSON, in the place of any value. */
function replaceValue(message: object, [place, raw]: [number, string]): string {
  const replaced = change(
    message,
    () => true,
    place,
    ({ holder, key }) => {
      holder[key] = PLACEHOLDER;
    },
  );
  return replaced.replace(JSON.stringify(PLACEHOLDER), () => raw);
}

/** Stands for a value until its text is put in. Nothing else in a message is this. */
const PLACEHOLDER = "\u2063";

function removeField(message: object, place: number): string {
  return change(
    message,
    () => true,
    place,
    ({ holder, key }) => Reflect.deleteProperty(holder, key),
  );
}

/** Where a value stands: in which object or array, and at which key. */
type Spot = { holder: Record<string, unknown>; key: string };

/** A message as JSON, in which one of the values that match has been changed. */
function change(
  message: object,
  isWanted: (spot: Spot) => boolean,
  place: number,
  apply: (spot: Spot) => void,
): string {
  const copy = structuredClone(message);
  const spots = spotsIn(copy).filter(isWanted);
  const spot = spots[place % spots.length];
  if (spot !== undefined) apply(spot);
  return text(copy);
}

function spotsIn(value: unknown): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...spotsIn(holder[key])]);
}
