import { describe, expect, it } from "vitest";
import { createEnvelopeScanner } from "./scan-envelope.ts";

function scan(text: string, cut = text.length) {
  const scanner = createEnvelopeScanner();
  const bytes = Buffer.from(text);
  scanner.push(bytes.subarray(0, cut));
  scanner.push(bytes.subarray(cut));
  return scanner.finish();
}

describe("the envelope of a message that is too long", () => {
  it.each([
    ["a request with the id behind", '{"method":"x","params":{"id":1},"jsonrpc":"2.0","id":7}', "request", 7],
    ["a request with the id in front", '{"id":"a","method":"x","params":{"id":1}}', "request", "a"],
    ["a result", '{"jsonrpc":"2.0","id":3,"result":{"content":[{"id":9}]}}', "response", 3],
    ["an error", '{"jsonrpc":"2.0","error":{"code":1},"id":3}', "response", 3],
    ["spaces everywhere", ' { "id" : "a" , "method" : "x" } ', "request", "a"],
    [
      "braces, quotes and ids in strings",
      '{"params":{"t":"}\\",\\"id\\":5,{\\\\"},"id":"\\"ü","method":"x"}',
      "request",
      '"ü',
    ],
  ])("is read from %s, wherever it is cut", (_what, text, kind, id) => {
    for (let cut = 0; cut <= Buffer.byteLength(text); cut += 1) expect(scan(text, cut)).toEqual({ kind, id });
  });

  it.each([
    ["a notification", '{"jsonrpc":"2.0","method":"x"}'],
    ["an id of another type", '{"id":null,"method":"x"}'],
    ["an id that is endless", `{"id":"${"x".repeat(1_000)}","method":"x"}`],
    ["an array", '[{"id":1,"method":"x"}]'],
    ["no JSON", "x".repeat(300)],
  ])("is not found in %s", (_what, text) => {
    expect(scan(text)).toBeUndefined();
  });
});
