import { afterEach, expect, it, vi } from "vitest";
import { log } from "./log.ts";

afterEach(() => vi.restoreAllMocks());

it("logs the beginning of a message that is long", () => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  log("short");
  log("x".repeat(10_000_000));
  expect(written.mock.calls.map(([line]) => String(line).length < 5_000)).toEqual([true, true]);
  expect(written.mock.calls[0]).toEqual(["[kit-server] short"]);
  expect(written.mock.calls[1]?.[0]).toMatch(/^\[kit-server\] x+… and 9996000 more characters$/);
});
