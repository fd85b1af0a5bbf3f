import { KitError } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { textResult } from "../testing/connect-to-kit-server.ts";
import { answerQuestions } from "./answer-questions.ts";

const { signal } = new AbortController();
const question = (text: string) => ({
  method: "sampling/createMessage" as const,
  params: { messages: [{ role: "user" as const, content: { type: "text" as const, text } }], maxTokens: 5 },
});
const questions = { a: question("a"), b: question("b"), c: question("c") };
const textOf = (params: unknown) => /"text":"(\w)"/.exec(JSON.stringify(params))?.[1] ?? "";

function answerExcept(failing: string, error: KitError) {
  return async (params: unknown) => {
    if (failing.includes(textOf(params))) throw error;
    return textResult(textOf(params));
  };
}

describe("answerQuestions", () => {
  it("keeps the other answers when one question fails for a passing reason", async () => {
    const limited = new KitError("rate_limited", "Wait.", { data: { retryAfterMs: 7 } });
    const { answers, retryAfterMs } = await answerQuestions(questions, answerExcept("b", limited), signal);
    expect(Object.keys(answers).sort()).toEqual(["a", "c"]);
    expect(retryAfterMs).toBe(7);
  });

  it("needs no wait when all were answered", async () => {
    expect(
      (await answerQuestions(questions, answerExcept("", new KitError("declined", "")), signal)).retryAfterMs,
    ).toBe(0);
  });

  it("fails when every question does", async () => {
    const answered = answerQuestions(questions, answerExcept("abc", new KitError("rate_limited", "Wait.")), signal);
    await expect(answered).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("fails when one question fails for good, and calls the others off", async () => {
    const aborted: string[] = [];
    const answered = answerQuestions(
      questions,
      async (params, abort) => {
        if (textOf(params) === "b") throw new KitError("declined", "No.");
        abort.addEventListener("abort", () => aborted.push(textOf(params)));
        return new Promise(() => undefined);
      },
      signal,
    );
    await expect(answered).rejects.toMatchObject({ code: "declined" });
    expect(aborted).toEqual(["a", "c"]);
  });

  it("refuses to answer what this client did not declare", async () => {
    const elicitation = { e: { method: "elicitation/create", params: {} } } as unknown as Parameters<
      typeof answerQuestions
    >[0];
    await expect(answerQuestions(elicitation, async () => textResult(""), signal)).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringContaining("elicitation/create"),
    });
  });
});
