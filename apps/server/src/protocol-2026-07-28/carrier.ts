import { ERROR_META_KEY, type ErrorCode, fromToolError, KitError, toErrorPayload } from "@kit/protocol";
import { type Journal, type Round, runRound, type StateSeal } from "@kit/sampling";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type CreateMessageRequestParams,
  inputRequired,
  ProtocolErrorCode,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { toToolResult, type WireMessage } from "../tool-wire.ts";

/** What the SDK tells a tool about the call that it runs for. */
export type Extra = ServerContext["mcpReq"];

/** What seals the states of one connection; over HTTP, of one principal. */
export type Connection = { seal: StateSeal };

/** What a client must declare under `sampling`, by the error of a call that needs it. */
const NEEDS: Partial<Record<ErrorCode, object>> = {
  client_cannot_sample: {},
  client_cannot_use_tools: { tools: {} },
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
 * What an answer must be on 2026-07-28, where the SDK gives another: a call that failed because the client did not
 * declare a capability ends with -32021 and `requiredCapabilities`, over HTTP with the status 400.
 */
export function finishMessage(message: WireMessage): WireMessage {
  const { result, ...envelope } = message;
  if (result?.isError !== true) return message;
  const error = fromToolError(result);
  const sampling = NEEDS[error.code];
  if (sampling === undefined) return message;
  const data = { requiredCapabilities: { sampling }, [ERROR_META_KEY]: toErrorPayload(error) };
  const code = ProtocolErrorCode.MissingRequiredClientCapability;
  return { ...envelope, error: { code, message: error.message, data } };
}
