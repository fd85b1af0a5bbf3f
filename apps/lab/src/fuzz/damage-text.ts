import { type Path, writeRaw } from "./json-paths.ts";
import type { Random } from "./random.ts";

// Ways to damage the text or the bytes of a message.

const MAX_FLIPS = 4;

/** Changes one to four bits. A byte that becomes a newline ends the line there. */
export function flipBits(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  for (let flips = 1 + random.below(MAX_FLIPS); flips > 0; flips -= 1) {
    const at = random.below(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
  }
  return bytes;
}

/** Leaves out the end. */
export function cutOff(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, random.below(bytes.length));
}

/** Puts bytes in anywhere, even inside a character. */
export function insertBytes(text: string, inserted: Buffer, random: Random): Buffer {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
}

/** Puts a member, such as `"key":0`, at the beginning of one of the objects. */
export function insertMember(text: string, member: string, random: Random): string {
  const braces = [...text.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
  const at = random.pick(braces);
  return `${text.slice(0, at)}${member},${text.slice(at)}`;
}

/** Changes, drops or doubles one character of a string. */
export function tamper(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + random.pick(["", "A", "..", `${text.at(at)}${text.at(at)}`]) + text.slice(at + 1);
}

/** Puts arrays or objects of a depth in the place of a value. */
export function nest(message: object, path: Path, random: Random): string {
  const depth = random.pick([10, 1_000, 20_000]);
  const [open, inner, close] = random.pick([
    ["[", "", "]"],
    ['{"a":', "0", "}"],
  ] as const);
  return writeRaw(message, path, open.repeat(depth) + inner + close.repeat(depth));
}

/** Fills a message up to a number of bytes, where a member that means nothing does no harm. */
export function padTo(message: object, bytes: number): string {
  const holder = ["params", "result"].find((name) => name in message);
  const pad = (padding: string) =>
    JSON.stringify(
      holder ? { ...message, [holder]: { ...Reflect.get(message, holder), padding } } : { ...message, padding },
    );
  return pad("x".repeat(Math.max(0, bytes - Buffer.byteLength(pad("")))));
}

/** Bytes of any value. */
export function randomBytes(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => random.below(256)));
}
