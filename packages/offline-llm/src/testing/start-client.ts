import OpenAI from "openai";
import { onTestFinished } from "vitest";
import { startOfflineModel } from "../start-offline-model.ts";

/** A server and the real client for one test; both end with it. */
export async function startClient() {
  const model = await startOfflineModel();
  onTestFinished(() => model.close());
  const client = new OpenAI({ baseURL: model.baseURL, apiKey: model.apiKey, maxRetries: 0 });

  const complete = (content: string, more: Partial<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming> = {}) =>
    client.chat.completions.create({ model: model.modelId, messages: [{ role: "user", content }], ...more });

  /** Posts any body, for requests that the client would not send. */
  const post = (body: unknown, headers: Record<string, string> = { authorization: `Bearer ${model.apiKey}` }) =>
    fetch(`${model.baseURL}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  return { model, client, complete, post };
}
