import { type ErrorCode, KitError } from "@kit/protocol";
import { type CreateMessageRequestParams, type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";

const ASKS: CreateMessageRequestParams = { messages: [], maxTokens: 1 };

/** A question that needs what the client did not declare. */
const NEEDS: Partial<Record<ErrorCode, CreateMessageRequestParams>> = {
  client_cannot_sample: ASKS,
  client_cannot_use_tools: { ...ASKS, tools: [{ name: "any", inputSchema: { type: "object" } }] },
};

/**
 * What a call ends in that failed because the client did not declare a capability. The specification wants the error
 * -32021 with `requiredCapabilities`, and over HTTP the status 400. The SDK answers just that to a result that asks a
 * client for what it did not declare; nothing of the result crosses.
 */
export function demandCapability(error: unknown): InputRequiredResult | undefined {
  const needs = error instanceof KitError ? NEEDS[error.code] : undefined;
  return needs && inputRequired({ inputRequests: { needs: inputRequired.createMessage(needs) } });
}
