import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { applyChange } from "./update.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-update-"));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join("");
const old = lines("one", "two", "three", "four", "five");
const fresh = lines("ONE", "two", "three", "four", "five");

describe("a change of the kit", () => {
  it.each([
    ["is written where the project has changed nothing", old, fresh, old, "written", fresh],
    ["is merged beside the project's own", old, fresh, `${old}six\n`, "merged", `${fresh}six\n`],
    [
      "stands marked where both have changed a line",
      old,
      fresh,
      old.replace("one", "1"),
      "conflict",
      /^<<<<<<< yours\n1\n/,
    ],
    ["that adds a file adds it", undefined, fresh, undefined, "written", fresh],
    ["that removes a file removes it", old, undefined, old, "removed", undefined],
    ["that removes a file leaves one that the project has changed", old, undefined, fresh, "kept", fresh],
    ["does not bring back what the project has removed", old, fresh, undefined, "kept", undefined],
    [
      "keeps the line ends of Windows",
      old,
      fresh,
      `${old}six\n`.replaceAll("\n", "\r\n"),
      "merged",
      /^ONE\r\n.*\r\nsix\r\n$/s,
    ],
    ["leaves alone what git cannot merge", old, fresh, "\0mine", "conflict", "\0mine"],
  ])("%s", (_what, before, now, mine, outcome, left) => {
    const target = join(folder, "file.txt");
    if (mine !== undefined) writeFileSync(target, mine);
    const change = { path: "file.txt", before, now, mine: mine?.replaceAll("\r\n", "\n") };
    expect(applyChange(folder, change)).toBe(outcome);
    const text = existsSync(target) ? readFileSync(target, "utf8") : undefined;
    if (left instanceof RegExp) expect(text).toMatch(left);
    else expect(text).toBe(left);
    rmSync(target, { force: true });
  });
});
