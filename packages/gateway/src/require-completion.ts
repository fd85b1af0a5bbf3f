import type { ChatCompletion } from "openai/resources/chat/completions";
import { quoteSeen } from "./errors/quote-seen.ts";
import { type Asked, describe, fromErrorBody } from "./errors/to-gateway-error.ts";
import { isRecord } from "./is-record.ts";

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
