import { expect, test } from "vitest";
import { maskSecrets } from "./mask-secrets.ts";

test("masks every place where a secret stands, the longest secret first", () => {
  expect(maskSecrets("a-key and a-key-2", ["a-key", "a-key-2"])).toBe("[secret] and [secret]");
});

test("masks a bearer token of someone else, but not the word", () => {
  expect(maskSecrets("Bearer abcdefghijklmnop", [])).toBe("Bearer [secret]");
  expect(maskSecrets("no bearer token", [])).toBe("no bearer token");
});

test("leaves text alone where a secret is too short to be one", () => {
  expect(maskSecrets("a model", ["", "a"])).toBe("a model");
});
