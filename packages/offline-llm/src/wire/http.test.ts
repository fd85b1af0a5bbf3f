import OpenAI from "openai";
import { expect, it } from "vitest";
import { startClient } from "../testing/start-client.ts";
import { MAX_BODY_BYTES } from "./http.ts";

const messages = [{ role: "user", content: "Hello" }];

it("refuses a wrong key and a missing key with 401", async () => {
  const { model, post } = await startClient();
  const wrong = new OpenAI({ baseURL: model.baseURL, apiKey: "offline-wrong", maxRetries: 0 });
  await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  const missing = await post({ model: model.modelId, messages }, {});
  expect(missing.status).toBe(401);
  expect(await missing.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param: null, code: "invalid_api_key" },
  });
});

it("lists the model first and finds it by its id", async () => {
  const { model, client } = await startClient();
  const page = await client.models.list();
  expect(page.data[0]?.id).toBe(model.modelId);
  expect(await client.models.retrieve(model.modelId)).toMatchObject({ id: model.modelId, object: "model" });
  await expect(client.models.retrieve("gpt-x")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});

it("answers 404 for an unknown path and 405 with the allowed method for a wrong one", async () => {
  const { model } = await startClient();
  const headers = { authorization: `Bearer ${model.apiKey}` };
  const unknown = await fetch(`${model.baseURL}/embeddings`, { method: "POST", headers, body: "{}" });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ error: { code: "unknown_url" } });
  const wrong = await fetch(`${model.baseURL}/chat/completions`, { headers });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get("allow")).toBe("POST");
});

it("answers 400 for a body that is no JSON or no object", async () => {
  const { post } = await startClient();
  for (const body of ["{", "[]", "null", '"text"']) {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  }
});

it("lets a client finish a body that is too large, then answers 413", async () => {
  const { model, post, complete } = await startClient();
  const content = "a ".repeat(MAX_BODY_BYTES / 2 + 1000);
  const response = await post({ model: model.modelId, messages: [{ role: "user", content }] });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { code: "request_too_large" } });
  await expect(complete("Hello")).resolves.toBeDefined();
});
