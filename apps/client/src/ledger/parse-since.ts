import { InvalidArgumentError } from "commander";

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * When `--since` begins, in milliseconds since 1970: an age such as `7d`, `24h`, `30m` or `2w`, or a day of this
 * machine's calendar such as `2026-11-20`.
 *
 * @throws {InvalidArgumentError} when it is neither.
 */
export function parseSince(text: string, now = Date.now()): number {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // A month has no 31st day, and Date would take the next one.
  if (date.getDate() === Number(day) && date.getMonth() === Number(month) - 1) return date.getTime();
  throw new InvalidArgumentError("Write an age (30m, 24h, 7d, 2w) or a day (2026-11-20).");
}
