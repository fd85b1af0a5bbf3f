import { InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import { parseSince } from "./argument-parsers.ts";

const NOW = new Date(2026, 10, 20, 12).getTime();

describe("parseSince", () => {
  it.each([
    ["30m", new Date(2026, 10, 20, 11, 30)],
    ["24h", new Date(NOW - 24 * 3_600_000)],
    ["7d", new Date(NOW - 7 * 24 * 3_600_000)],
    ["2w", new Date(NOW - 14 * 24 * 3_600_000)],
    ["2026-11-19", new Date(2026, 10, 19)],
  ])("reads %s", (text, date) => {
    expect(parseSince(text, NOW)).toBe(date.getTime());
  });

  it.each(["", "7", "d", "-7d", "1.5h", "7 days", "2026-02-30", "2026-13-01", "20-11-2026"])("refuses %j", (text) => {
    expect(() => parseSince(text, NOW)).toThrow(InvalidArgumentError);
  });
});
