import { afterEach, describe, expect, it, vi } from "vitest";
import { findProgram } from "./find-program.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("a program that a test needs", () => {
  it.skipIf(process.platform === "win32")("is found where the system keeps it", () => {
    expect(findProgram("sh")).toMatch(/\/sh$/);
  });

  it("is missed with a word on a plain machine, and with an error where CI is set", () => {
    vi.stubEnv("CI", "");
    const log = vi.spyOn(console, "error").mockReturnValue();
    expect(findProgram("no-such-program")).toBeUndefined();
    expect(log).toHaveBeenCalledWith("not run: no-such-program absent");
    log.mockRestore();

    vi.stubEnv("CI", "true");
    vi.spyOn(process, "platform", "get").mockReturnValue("linux");
    expect(() => findProgram("no-such-program")).toThrow("no-such-program is needed where CI is set");
    vi.restoreAllMocks();
  });
});
