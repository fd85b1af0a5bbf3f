import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTextFile } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a document that cannot be read", () => {
  mkdirSync(join(folder, "folder"));
  const contents: Readonly<Record<string, string | Buffer>> = {
    "empty.md": "",
    "blank.md": " \n\t\n",
    "image.png": Buffer.from([0x89, 0x50, 0, 0, 1]),
    "utf-16.txt": Buffer.from("\ufeffHello.", "utf16le"),
    "latin.txt": Buffer.from("café", "latin1"),
  };
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);

  it.each([
    ["empty.md", "it is empty", "Write something into it"],
    ["blank.md", "it is empty", "Write something into it"],
    ["image.png", "it is not text", "Name a text in UTF-8"],
    ["utf-16.txt", "it is not text in UTF-8", "Save it as UTF-8"],
    ["latin.txt", "it is not text in UTF-8", "Save it as UTF-8"],
    ["folder", "it is a directory", "Name a file in it"],
    ["none.md", "there is no such file", "Check the path"],
    ["empty.md/none.md", "a folder of the path is a file", "Check the path"],
  ])("%s: says that %s, and what to do about that", async (name, reason, fix) => {
    await expect(readTextFile(join(folder, name))).rejects.toMatchObject({
      code: "file_unreadable",
      message: `Cannot read ${join(folder, name)}: ${reason}.`,
      fix: expect.stringContaining(fix),
    });
  });
});
