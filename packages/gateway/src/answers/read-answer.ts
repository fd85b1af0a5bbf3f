import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Asked } from "../providers/resolve-provider.ts";
import type { TokenUsage } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";
import { isErrorBody, readErrorBody } from "./read-error-body.ts";
import { findChoiceError, readChoice } from "./read-message.ts";
import { describe, fromErrorBody, quoteSeen } from "./to-gateway-error.ts";

/**
 * Reads a body with status 200 as a completion, in whatever spelling: what comes out is as OpenAI has it.
 *
 * @throws {GatewayError} when it is HTML, an error, or without a choice
 */
export function readCompletion(body: unknown, asked: Asked): ChatCompletion {
  const choices = isRecord(body) && Array.isArray(body.choices) ? body.choices.filter(isRecord) : [];
  const [first] = choices;
  const error = (isRecord(body) && body.error) || (first && findChoiceError(first));
  if (error) throw fromErrorBody({ error }, undefined, asked, undefined, first && "server");
  if (!isRecord(body) || !isRecord(first?.message)) {
    if (isRecord(body) && isErrorBody(body)) throw fromErrorBody(body, undefined, asked);
    if (saysError(body)) throw fromErrorBody(body, undefined, asked);
    throw describe("invalid_response", asked, { seen: describeBody(body, asked) });
  }
  const read = choices.flatMap(({ message, ...choice }, position) =>
    isRecord(message) ? [readChoice({ ...choice, message }, position)] : [],
  );
  const head = { id: "", created: 0, ...body, model: String(body.model || asked.model.name) };
  return { ...head, object: "chat.completion", choices: read };
}

/** Whether an object without choices is an error that says something, though nothing calls it one. */
export function saysError(body: unknown): boolean {
  return isRecord(body) && !Array.isArray(body.choices) && readErrorBody(body).text !== "";
}

function describeBody(body: unknown, { endpoint }: Asked): string {
  if (typeof body === "string" && body !== "") return `HTTP 200, ${quoteSeen(body, endpoint.secrets)}`;
  if (!isRecord(body)) return "HTTP 200 and no JSON object in the body";
  return `HTTP 200 and JSON without a first choice; its fields are ${Object.keys(body).join(", ") || "none"}`;
}

/**
 * The token counts of a completion; undefined when the provider does not say. Some providers count what was thought
 * beside the output, or in the total only: what is no input counts as output.
 */
export function readUsage(completion: Pick<ChatCompletion, "usage">): TokenUsage | undefined {
  const usage: unknown = completion.usage;
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens: said, total_tokens: total } = usage;
  if (!isCount(inputTokens) || !(isCount(said) || isCount(total))) return undefined;
  const outputTokens = Math.max(isCount(said) ? said : 0, isCount(total) ? total - inputTokens : 0);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
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
