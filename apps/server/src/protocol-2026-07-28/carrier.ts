import { type ErrorCode, KitError } from "@kit/protocol";
import { type Journal, type Round, runRound, type StateSeal } from "@kit/sampling";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type CreateMessageRequestParams,
  type InputRequiredResult,
  inputRequired,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { toToolResult } from "../tool-wire.ts";

/** What the SDK tells a tool about the call that it runs for. */
export type Extra = ServerContext["mcpReq"];

/** What seals the states of one connection; over HTTP, of one principal. */
export type Connection = { seal: StateSeal };

const ASKS: CreateMessageRequestParams = { messages: [], maxTokens: 1 };

/** A question that needs what the client did not declare. */
const NEEDS: Partial<Record<ErrorCode, CreateMessageRequestParams>> = {
  client_cannot_sample: ASKS,
  client_cannot_use_tools: { ...ASKS, tools: [{ name: "any", inputSchema: { type: "object" } }] },
};

/** What the client declares in the `_meta` envelope: on 2026-07-28 with every request anew. */
export function capabilitiesOf({ envelope }: Extra) {
  const declared: { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } = { ...envelope };
  const { sampling } = declared[CLIENT_CAPABILITIES_META_KEY] ?? {};
  return { canSample: sampling !== undefined, canUseTools: sampling?.tools !== undefined };
}

/** Runs a round of a tool. Its questions leave in an `input_required` result, beside what it has learned, sealed. */
export async function runTool(
  call: Omit<Round<Record<string, unknown>>, "journal" | "inputResponses">,
  { requestState: opened, inputResponses }: Extra,
  { seal }: Connection,
) {
  const journal = opened<Journal | KitError>();
  if (journal instanceof KitError) throw journal;
  const outcome = await runRound({ ...call, journal, inputResponses });
  if (outcome.kind === "complete") return toToolResult(outcome.value);
  const questions = Object.entries(outcome.questions).map(([key, request]) => [
    key,
    inputRequired.createMessage(request as CreateMessageRequestParams),
  ]);
  const requestState = await seal.seal(outcome.journal);
  return inputRequired({ inputRequests: Object.fromEntries(questions), requestState });
}

/**
 * Opens a state when the SDK checks it, which answers -32602 to whatever is thrown here. That a store is away is no
 * fault of the state, so `runTool` is left to throw it.
 */
export async function openState({ seal }: Connection, state: string): Promise<Journal | KitError> {
  try {
    return await seal.open(state);
  } catch (error) {
    if (error instanceof KitError && error.code === "state_store_failed") return error;
    throw error;
  }
}

/**
 * What a call ends in that failed because the client did not declare a capability. The specification wants the error
 * -32021 with `requiredCapabilities`, and over HTTP the status 400. The SDK answers just that to a result that asks a
 * client for what it did not declare; nothing of the result crosses.
 */
export function demandCapability(error: unknown): InputRequiredResult | undefined {
  const needs = error instanceof KitError ? NEEDS[error.code] : undefined;
  return needs && inputRequired({ inputRequests: { needs: inputRequired.createMessage(needs) } });
}
