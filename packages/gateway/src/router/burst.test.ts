import { expect, test } from "vitest";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { createRouter } from "./create-router.ts";

test("a thousand completions at once all come back, each with its own answer", async () => {
  const { baseURL } = await startStub((response, asked) => {
    const [message] = asked.body.messages as { content: string }[];
    const choices = [
      { index: 0, message: { role: "assistant", content: `re: ${message?.content}` }, finish_reason: "stop" },
    ];
    sendJSON(200, { ...COMPLETION, choices })(response);
  });
  const router = createRouter({
    env: {},
    providers: { custom: { baseURL } },
    groups: { all: [{ model: "custom/m", maxParallel: 100 }] },
  });
  const questions = Array.from({ length: 1_000 }, (_, number) => `question ${number}`);
  const replies = await Promise.all(
    questions.map((content) => router.completion({ model: "all", messages: [{ role: "user", content }] })),
  );
  expect(replies.map(({ choices: [choice] }) => choice?.message.content)).toEqual(
    questions.map((question) => `re: ${question}`),
  );
});
