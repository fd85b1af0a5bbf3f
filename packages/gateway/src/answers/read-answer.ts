import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Asked } from "../providers/resolve-provider.ts";
import type { TokenUsage } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";
import { describe, fromErrorBody, quoteSeen } from "./to-gateway-error.ts";

/** Answers with status 200 come as HTML, as errors, or without a choice: only a completion passes. */
export function requireCompletion(answer: ChatCompletion, asked: Asked): ChatCompletion {
  const body: unknown = answer;
  if (isRecord(body) && Array.isArray(body.choices) && isRecord(body.choices[0]?.message)) return answer;
  if (isRecord(body) && body.error) throw fromErrorBody(body, undefined, asked);
  throw describe("invalid_response", asked, { seen: describeBody(body, asked) });
}

function describeBody(body: unknown, { endpoint }: Asked): string {
  if (typeof body === "string" && body !== "") return `HTTP 200, ${quoteSeen(body, endpoint.secrets)}`;
  if (!isRecord(body)) return "HTTP 200 and no JSON object in the body";
  return `HTTP 200 and JSON without a first choice; its fields are ${Object.keys(body).join(", ") || "none"}`;
}

/** The token counts of a completion; undefined when the provider does not say. */
export function readUsage(completion: Pick<ChatCompletion, "usage">): TokenUsage | undefined {
  const usage: unknown = completion.usage;
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: total } = usage;
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  return {
    inputTokens,
    outputTokens,
    totalTokens: isCount(total) ? total : inputTokens + outputTokens,
    cachedInputTokens: readDetail(usage.prompt_tokens_details, "cached_tokens"),
    reasoningTokens: readDetail(usage.completion_tokens_details, "reasoning_tokens"),
  };
}

function readDetail(details: unknown, name: string): number | undefined {
  const count = isRecord(details) ? details[name] : undefined;
  return isCount(count) ? count : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
