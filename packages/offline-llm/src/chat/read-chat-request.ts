import { parseFault } from "../faults/read-fault.ts";
import { ApiError } from "../http/api-error.ts";
import { isRecord } from "../is-record.ts";
import { modelId } from "../model-card.ts";
import { badField } from "./bad-field.ts";
import type { ChatRequest } from "./chat-request.ts";
import { checkToolMessages } from "./check-tool-messages.ts";
import { modelNotFound } from "./model-not-found.ts";
import { ignoredParameters, knownParameters, unsupportedParameters } from "./parameters.ts";
import { readChoiceCount } from "./read-choice-count.ts";
import { readMessages } from "./read-messages.ts";
import { readResponseFormat } from "./read-response-format.ts";
import { readStream } from "./read-stream.ts";
import { readToolChoice } from "./read-tool-choice.ts";
import { readTools } from "./read-tools.ts";

/**
 * Checks the body of `POST /v1/chat/completions`. A field set to null counts as absent, as with OpenAI.
 *
 * @throws {ApiError} 400 naming the field in `param`, or 404 "model_not_found".
 */
export function readChatRequest(body: unknown): ChatRequest {
  if (!isRecord(body)) throw new ApiError(400, "The request body must be a JSON object.");
  const fields = Object.entries(body).filter(([, value]) => value !== null);
  const given = Object.fromEntries(fields);

  if (given.model === undefined) throw badField("model", "is required");
  if (typeof given.model !== "string") throw badField("model", "must be a string");
  for (const [name, value] of fields) refuseParameter(name, value);
  if (given.model !== modelId && parseFault(given.model, "model") === undefined) throw modelNotFound(given.model);

  const messages = readMessages(given.messages);
  checkToolMessages(messages);
  const tools = readTools(given.tools);
  return {
    model: given.model,
    messages,
    tools,
    toolChoice: readToolChoice(given.tool_choice, tools),
    responseFormat: readResponseFormat(given.response_format, messages),
    maxTokens: readTokenLimit(given),
    stop: readStop(given.stop),
    choiceCount: readChoiceCount(given.n),
    stream: readStream(given.stream, given.stream_options),
  };
}

function refuseParameter(name: string, value: unknown): void {
  const asksForIt = Object.hasOwn(unsupportedParameters, name) ? unsupportedParameters[name] : undefined;
  if (asksForIt?.(value)) {
    throw new ApiError(400, `This offline model does not support \`${name}\`. Leave it out or use a hosted model.`, {
      param: name,
      code: "unsupported_parameter",
    });
  }
  if (asksForIt === undefined && !knownParameters.has(name) && !ignoredParameters.has(name)) {
    throw new ApiError(400, `Unknown parameter: \`${name}\`.`, { param: name, code: "unknown_parameter" });
  }
}

function readTokenLimit(given: Record<string, unknown>): number | undefined {
  const limits: number[] = [];
  for (const name of ["max_completion_tokens", "max_tokens"]) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
      throw badField(name, "must be a whole number of at least 1");
    }
    limits.push(value);
  }
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function readStop(value: unknown): string[] {
  if (value === undefined) return [];
  const sequences: unknown[] = Array.isArray(value) ? value : [value];
  if (sequences.length > 4) throw badField("stop", "takes at most 4 sequences");
  return sequences.map((sequence) => {
    if (typeof sequence !== "string" || sequence === "")
      throw badField("stop", "must be a string or a list of strings");
    return sequence;
  });
}
