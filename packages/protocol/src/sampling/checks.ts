import type { ErrorCode } from "../errors/error-codes.ts";
import { ERROR_META_KEY, fromErrorPayload, KitError, toErrorPayload } from "../errors/kit-error.ts";
import { parseAs } from "../validation.ts";
import {
  blocksOf,
  type SamplingMessage,
  type SamplingRequest,
  type SamplingResult,
  samplingRequestSchema,
  samplingResultSchema,
  type ToolResultContent,
  type ToolUseContent,
} from "./schemas.ts";

const SHOWN_CHARACTERS = 200;
/** More than any conversation has. A value that a schema refuses costs it a kilobyte of memory. */
const MAX_VALUES = 100_000;
/** What goes through a value level by level runs out of stack at some thousands. */
const MAX_DEPTH = 200;

/** Checks the params of a `sampling/createMessage`. @throws {KitError} "invalid_request" naming what is wrong. */
export function parseSamplingRequest(params: unknown): SamplingRequest {
  assertFewValues(params, "invalid_request");
  const request = parseAs(samplingRequestSchema, params, "invalid_request", "Invalid sampling request");
  checkMessages(request.messages);
  return request;
}

/** Checks the result of a `sampling/createMessage`. @throws {KitError} "invalid_reply" naming what is wrong. */
export function parseSamplingResult(result: unknown): SamplingResult {
  assertFewValues(result, "invalid_reply");
  return parseAs(samplingResultSchema, result, "invalid_reply", "Invalid sampling result");
}

/** Counts no further than it must. */
function assertFewValues(value: unknown, code: ErrorCode): void {
  const waiting = [{ value, depth: 0 }];
  for (let seen = 0; waiting.length > 0; seen += 1) {
    const { value: one, depth } = waiting.pop() ?? { depth: 0 };
    if (typeof one !== "object" || one === null) continue;
    if (depth > MAX_DEPTH) throw new KitError(code, `It is nested deeper than ${MAX_DEPTH} levels. Send it flatter.`);
    const { length } = Array.isArray(one) ? one : Object.keys(one);
    if (seen + waiting.length + length > MAX_VALUES) {
      throw new KitError(code, `There are more than ${MAX_VALUES.toLocaleString("en")} values in it. Send less.`);
    }
    for (const inner of Object.values(one)) waiting.push({ value: inner, depth: depth + 1 });
  }
}

/**
 * Checks the rules for tool blocks: a user message with a `tool_result` holds nothing else, and every `tool_use` of
 * an assistant message is answered, with matching ids, in the very next user message.
 * Spec: client/sampling, "Message Content Constraints".
 *
 * @throws {KitError} "invalid_request" naming the message that breaks a rule.
 */
function checkMessages(messages: readonly SamplingMessage[]): void {
  let open: ReadonlySet<string> = new Set();
  for (const [index, { role, content }] of messages.entries()) {
    const blocks = blocksOf(content);
    const uses = blocks.filter((block): block is ToolUseContent => block.type === "tool_use");
    const results = blocks.filter((block): block is ToolResultContent => block.type === "tool_result");
    const where = `messages[${index}]`;

    if (uses.length > 0 && role !== "assistant") refuse(`${where}: a tool_use belongs in an assistant message`);
    if (results.length > 0 && role !== "user") refuse(`${where}: a tool_result belongs in a user message`);
    if (results.length > 0 && results.length < blocks.length) refuse(`${where}: tool results mixed with other content`);

    const answered = new Set(results.map((result) => result.toolUseId));
    const missing = [...open].filter((id) => !answered.has(id));
    if (missing.length > 0) refuse(`${where}: tool result missing for ${list(missing)}`);
    const unasked = [...answered].filter((id) => !open.has(id));
    if (unasked.length > 0) refuse(`${where}: tool result for ${list(unasked)}, which the message before did not use`);

    open = new Set(uses.map((use) => use.id));
  }
  if (open.size > 0) refuse(`the last message uses ${list([...open])} and no tool result follows`);
}

function list(ids: readonly string[]): string {
  return ids.join(", ").slice(0, SHOWN_CHARACTERS);
}

function refuse(what: string): never {
  throw new KitError("invalid_request", `Invalid sampling request: ${what}.`);
}

/** The `stopReason` of a result that says that the request was refused. The spec allows words beside its own. */
const DECLINED = "declined";

/**
 * A refusal as the result of `sampling/createMessage`, for 2026-07-28: that revision has no way to answer a question
 * with an error. A server that does not know it sees an empty answer that stopped for this reason.
 */
export function toDeclinedResult(error: KitError): SamplingResult {
  return {
    role: "assistant",
    content: { type: "text", text: error.message },
    model: "none",
    stopReason: DECLINED,
    _meta: { [ERROR_META_KEY]: toErrorPayload(error) },
  };
}

/** The refusal that a result stands for, if it does. */
export function fromDeclinedResult({ stopReason, content, _meta }: SamplingResult): KitError | undefined {
  if (stopReason !== DECLINED) return undefined;
  const [block] = blocksOf(content);
  const message = block?.type === "text" && block.text !== "" ? block.text : "The client declined the request.";
  return fromErrorPayload(_meta, message) ?? new KitError("declined", message);
}
