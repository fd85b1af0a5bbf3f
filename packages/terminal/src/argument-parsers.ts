import { InvalidArgumentError } from "commander";

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** @throws {InvalidArgumentError} when it is not a whole number from 1 up. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 1 up.");
  return Number(text);
}

/** @throws {InvalidArgumentError} when it is no number of seconds, parts of one too. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1_000_000) return seconds;
  throw new InvalidArgumentError("It takes a number of seconds.");
}

/**
 * When a time begins, in milliseconds since 1970: an age such as `7d`, `24h`, `30m` or `2w`, or a day of this machine's
 * calendar such as `2026-11-20`.
 *
 * @throws {InvalidArgumentError} when it is neither.
 */
export function parseSince(text: string, now = Date.now()): number {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  const date = new Date(`${text}T00:00`);
  // A month has no 31st day, and Date would take the next one.
  if (date.toLocaleDateString("sv-SE") === text) return date.getTime();
  throw new InvalidArgumentError("Write an age (30m, 24h, 7d, 2w) or a day (2026-11-20).");
}
