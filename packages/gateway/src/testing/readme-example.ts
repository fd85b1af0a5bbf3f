import { createGateway, GatewayError } from "@kit/gateway";

export async function ask(baseURL: string, question: string) {
  const gateway = createGateway({ providers: { offline: { baseURL } } });
  const messages = [{ role: "user" as const, content: question }];
  try {
    const reply = await gateway.completion({ model: "offline/kit-offline-1", messages, max_tokens: 300 });
    const { usage, cost, latencyMs, warnings } = reply.kit;
    return { text: reply.choices[0]?.message.content, usage, cost, latencyMs, warnings };
  } catch (error) {
    if (error instanceof GatewayError && error.isRetryable) return { retryAfterMs: error.retryAfterMs ?? 1000 };
    throw error;
  }
}
