import { ERROR_META_KEY, isRecord } from "@kit/protocol";
import { type AnyMessage, messagesWith, type WireMessage } from "./wire.ts";

/** How a tool call ended. */
export type Outcome = {
  /** The answer to `tools/call`, as it crossed the wire. */
  message: AnyMessage;
  isError: boolean;
  /** The texts of the result, or the message of the error. */
  text: string;
  /** The structured content of the result. */
  data: Record<string, unknown>;
  /** The kit's code of the error, if it has one. */
  code: string | undefined;
};

/** The params of each question that crossed: of requests, and of those in the results of rounds. */
export function questionsOn(wire: readonly WireMessage[]): Record<string, unknown>[] {
  const pushed = messagesWith(wire, "sampling/createMessage").map(({ params = {} }) => params);
  const carried = wire.flatMap(({ direction, message }) => {
    const requests = direction === "to-client" ? (message as AnyMessage).result?.inputRequests : undefined;
    const all = isRecord(requests) ? Object.values(requests) : [];
    return all.filter(isRecord).map(({ params }) => (isRecord(params) ? params : {}));
  });
  return [...pushed, ...carried];
}

/** What the answer to a call says. */
export function toOutcome(message: AnyMessage): Outcome {
  const { result, error } = message;
  if (error !== undefined) {
    const data = isRecord(error.data) ? error.data : {};
    return { message, isError: true, text: error.message, data: {}, code: codeIn(data) };
  }
  const content = Array.isArray(result?.content) ? result.content.filter(isRecord) : [];
  const text = content.map((block) => block.text).join("\n");
  const data = isRecord(result?.structuredContent) ? result.structuredContent : {};
  if (result?.isError !== true) return { message, isError: false, text, data, code: undefined };
  return { message, isError: true, text, data, code: codeIn(isRecord(result._meta) ? result._meta : {}) };
}

/** What a message says that is an error, or the result of a tool that failed. Anything else says nothing. */
export function errorTextOf(message: unknown): string | undefined {
  if (!isRecord(message) || !("jsonrpc" in message)) return undefined;
  const { isError, text } = toOutcome(message);
  return isError ? text : undefined;
}

function codeIn(data: Record<string, unknown>): string | undefined {
  const payload = data[ERROR_META_KEY];
  return isRecord(payload) && typeof payload.code === "string" ? payload.code : undefined;
}
