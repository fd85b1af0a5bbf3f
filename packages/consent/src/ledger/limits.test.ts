import { afterAll, describe, expect, it } from "vitest";
import { startOfDay } from "./limits.ts";

const { TZ } = process.env;
afterAll(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe("the user's day", () => {
  it.each([
    ["UTC", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z"],
    ["UTC", "2026-11-19T23:59:59Z", "2026-11-19T00:00:00Z"],
    ["Australia/Brisbane", "2026-11-19T20:00:00Z", "2026-11-19T14:00:00Z"],
    ["America/Los_Angeles", "2026-11-20T07:59:59Z", "2026-11-19T08:00:00Z"],
    // The clock goes back in the night: that day has 25 hours.
    ["Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z"],
  ])("in %s at %s began at %s", (zone, now, start) => {
    process.env.TZ = zone;
    expect(new Date(startOfDay(Date.parse(now)))).toEqual(new Date(start));
  });
});
