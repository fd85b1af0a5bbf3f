import { expect, it } from "vitest";
import { inTurn } from "../testing/start-router.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { createRouter } from "./create-router.ts";
import { hearRequests } from "./hear-requests.ts";

it("who listens hears the status of each request to a host, and each wait before the next, until it stops", async () => {
  const ok = sendJSON(200, COMPLETION);
  const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after": "1", "retry-after-ms": "5" });
  const [heard, other] = await Promise.all([startStub(inTurn(busy, ok)), startStub(ok)]);
  const providers = { vllm: { baseURL: heard.baseURL }, custom: { baseURL: other.baseURL } };
  const router = createRouter({ env: {}, providers });
  const ask = (model: string) => router.completion({ model, messages: [{ role: "user", content: "Hi" }] });
  const lines: string[] = [];
  const { host } = new URL(heard.baseURL);
  const stop = hearRequests(router, [{ host }], (line) => lines.push(line));
  await ask("vllm/m");
  await ask("custom/m");
  stop();
  await ask("vllm/m");
  const post = `POST ${host}/v1/chat/completions: status`;
  expect(lines).toEqual([`${post} 429, Retry-After: 1`, "the gateway waits 5 ms, then asks again", `${post} 200`]);
});
