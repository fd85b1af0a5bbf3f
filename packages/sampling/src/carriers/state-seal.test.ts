import { hash } from "node:crypto";
import { compactDecrypt } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { textResult } from "../testing/sample-with.ts";
import { openJournal } from "./journal.ts";
import { createStateSeal } from "./state-seal.ts";

const oldKey = "an old secret of more than 32 characters";
const newKey = "a new secret of more than 32 characters";
const journal = {
  ...openJournal("summarize", "digest", 0),
  answers: [{ question: "q.1", round: 1, result: textResult("a private answer") }],
};

afterEach(() => vi.useRealTimers());

describe("createStateSeal", () => {
  it("opens what it sealed, and shows nothing of it", async () => {
    const { seal, open } = createStateSeal();
    const state = await seal(journal);
    expect(await open(state)).toEqual(journal);
    const readable = state.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(readable.join()).not.toContain("private");
  });

  it.each([1, 500])("writes JWE (RFC 7516), which a library reads: %i words", async (words) => {
    const state = await createStateSeal({ secrets: [newKey] }).seal({ ...journal, tool: "words ".repeat(words) });
    const { plaintext, protectedHeader } = await compactDecrypt(state, hash("sha256", newKey, "buffer"));
    expect(JSON.parse(Buffer.from(plaintext).toString()).journal.answers).toEqual(journal.answers);
    expect(protectedHeader).toMatchObject({ alg: "dir", enc: "A256GCM", ...(words > 1 && { zip: "DEF" }) });
  });

  it("refuses a state with a shorter authentication tag, an encrypted key, or more parts", async () => {
    const { seal, open } = createStateSeal();
    const [header, , iv, ciphertext, tag = ""] = (await seal(journal)).split(".");
    const short = Buffer.from(tag, "base64url").subarray(0, 12).toString("base64url");
    for (const parts of [
      [header, "", iv, ciphertext, short],
      [header, "AAAA", iv, ciphertext, tag],
      [header, "", iv, ciphertext, tag, ""],
      [header, "", "", ciphertext, tag],
    ]) {
      await expect(open(parts.join("."))).rejects.toMatchObject({ code: "state_invalid" });
    }
  });

  it("compresses a large journal, and opens one that is larger than what it was compressed to", async () => {
    const { seal, open } = createStateSeal();
    const large = {
      ...journal,
      answers: [{ question: "q.1", round: 1, result: textResult("the same words ".repeat(50_000)) }],
    };
    const state = await seal(large);
    expect(state.length).toBeLessThan(20_000);
    expect(await open(state)).toEqual(large);
  });

  it("has a length that does not tell a client whether its answers repeat what a step holds", async () => {
    const { seal } = createStateSeal();
    const lengths = ["the secret 84-1c-77", "the nothing c-47718"].map(async (guess) => {
      const answers = [{ question: "q.1", round: 1, result: textResult(guess.repeat(200)) }];
      return (await seal({ ...journal, answers, steps: { key: { value: "the secret 84-1c-77" } } })).length;
    });
    expect(await lengths[0]).toBe(await lengths[1]);
  });

  it.each([
    ["flipped", (state: string) => state.slice(0, -3) + (state.at(-3) === "A" ? "B" : "A") + state.slice(-2)],
    ["appended to", (state: string) => `${state}A`],
    ["cut", (state: string) => state.slice(0, -10)],
    [
      "with another header",
      (state: string) => state.replace(/^[^.]*/, Buffer.from('{"alg":"none"}').toString("base64url")),
    ],
    ["not a state at all", () => "journal"],
    ["empty", () => ""],
  ])("refuses a state that was %s", async (_how, tamper) => {
    const { seal, open } = createStateSeal();
    await expect(open(tamper(await seal(journal)))).rejects.toMatchObject({ code: "state_invalid" });
  });

  it("refuses the state of a process with another key", async () => {
    const state = await createStateSeal().seal(journal);
    await expect(createStateSeal().open(state)).rejects.toMatchObject({ code: "state_invalid" });
  });

  it("opens with every key and seals with the first, so that keys can be changed", async () => {
    const old = createStateSeal({ secrets: [oldKey] });
    const both = createStateSeal({ secrets: [newKey, oldKey] });
    expect(await both.open(await old.seal(journal))).toEqual(journal);
    expect(await createStateSeal({ secrets: [newKey] }).open(await both.seal(journal))).toEqual(journal);
    await expect(old.open(await both.seal(journal))).rejects.toMatchObject({ code: "state_invalid" });
  });

  it("opens a state only for the principal that it was sealed for", async () => {
    const seal = createStateSeal();
    const state = await seal.forPrincipal("one").seal(journal);
    expect(await seal.forPrincipal("one").open(state)).toEqual(journal);
    for (const other of [seal.forPrincipal("other"), seal]) {
      await expect(other.open(state)).rejects.toMatchObject({ code: "state_invalid" });
    }
    await expect(seal.forPrincipal("one").open(await seal.seal(journal))).rejects.toMatchObject({
      code: "state_invalid",
    });
  });

  it("refuses a state after its time", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { seal, open } = createStateSeal({ ttlMs: 1_000 });
    const state = await seal(journal);
    vi.advanceTimersByTime(999);
    expect(await open(state)).toEqual(journal);
    vi.advanceTimersByTime(1);
    await expect(open(state)).rejects.toMatchObject({ code: "state_invalid" });
  });

  it("refuses a secret that is too short", () => {
    expect(() => createStateSeal({ secrets: ["short"] })).toThrow(expect.objectContaining({ code: "invalid_option" }));
  });
});
