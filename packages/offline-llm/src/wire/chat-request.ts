import { ApiError, badField, isRecord } from "./http.ts";
import {
  type JsonSchema,
  readToolCalls,
  readToolChoice,
  readTools,
  type Tool,
  type ToolCall,
  type ToolChoice,
} from "./tool-fields.ts";

/** One message, its text parts joined. */
export type Message = {
  role: string;
  text: string;
  /** The calls of an assistant message. */
  toolCalls: readonly ToolCall[];
  /** In a tool message: the call that it answers. */
  toolCallId?: string;
};

/** The form of an answer in words, or of one that is JSON; without a schema any object will do. */
export type ResponseFormat = { type: "text" } | { type: "json"; schema: JsonSchema | undefined };

/** A chat completion request after its fields were checked. */
export type ChatRequest = {
  /** The id that was asked for, sent back with the answer. */
  model: string;
  messages: Message[];
  tools: Tool[];
  toolChoice: ToolChoice;
  responseFormat: ResponseFormat;
  /** Tokens by this server's own count. */
  maxTokens: number | undefined;
  stop: string[];
  /** `n`: how many times the answer is given, 1 to 8. */
  choiceCount: number;
  /** Undefined when the answer is wanted in one piece. */
  stream: { includeUsage: boolean } | undefined;
};

/** Asked for, but not offered: each row says when a value really asks for it. */
const UNSUPPORTED: Record<string, (value: unknown) => boolean> = {
  functions: (value) => !(Array.isArray(value) && value.length === 0),
  function_call: (value) => value !== "none",
  logprobs: (value) => value === true,
  top_logprobs: (value) => value !== 0,
  audio: () => true,
  modalities: (value) => !(Array.isArray(value) && value.every((modality) => modality === "text")),
  web_search_options: () => true,
};

/** Read and obeyed; then accepted without effect: nothing is random or kept, nobody pays, one tool is called at a time. */
const KNOWN: ReadonlySet<string> = new Set(
  `model messages max_tokens max_completion_tokens stop tools tool_choice response_format n stream stream_options
  temperature top_p seed user metadata frequency_penalty presence_penalty logit_bias store service_tier
  safety_identifier prompt_cache_key prompt_cache_retention prediction reasoning_effort verbosity
  parallel_tool_calls`.split(/\s+/),
);

const ROLES: ReadonlySet<unknown> = new Set(["system", "developer", "user", "assistant", "tool", "function"]);
const MAX_CHOICES = 8;
const MAX_STOPS = 4;

/**
 * Checks the body of `POST /v1/chat/completions`. A field set to null counts as absent, as with OpenAI.
 *
 * @throws {ApiError} 400 naming the field in `param`.
 */
export function readChatRequest(body: unknown): ChatRequest {
  if (!isRecord(body)) throw new ApiError(400, "The request body must be a JSON object.");
  const fields = Object.entries(body).filter(([, value]) => value !== null);
  const given = Object.fromEntries(fields);
  if (given.model === undefined) throw badField("model", "is required");
  if (typeof given.model !== "string") throw badField("model", "must be a string");
  for (const [name, value] of fields) refuseParameter(name, value);
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
  const asksForIt = Object.hasOwn(UNSUPPORTED, name) ? UNSUPPORTED[name] : undefined;
  if (asksForIt?.(value)) {
    const message = `This offline model does not support \`${name}\`. Leave it out or use a hosted model.`;
    throw new ApiError(400, message, { param: name, code: "unsupported_parameter" });
  }
  if (asksForIt !== undefined || KNOWN.has(name)) return;
  throw new ApiError(400, `Unknown parameter: \`${name}\`.`, { param: name, code: "unknown_parameter" });
}

function readMessages(value: unknown): Message[] {
  if (!Array.isArray(value) || value.length === 0) throw badField("messages", "must be a list of at least one message");
  return value.map((message: unknown, index) => {
    const param = `messages[${index}]`;
    if (!isRecord(message)) throw badField(param, "must be an object");
    const { role, tool_call_id: toolCallId } = message;
    if (typeof role !== "string" || !ROLES.has(role)) {
      throw badField(`${param}.role`, `must be one of ${[...ROLES].join(", ")}`);
    }
    const text = readContent(message, `${param}.content`);
    const calls = role === "assistant" ? message.tool_calls : undefined;
    const toolCalls = readToolCalls(calls, `${param}.tool_calls`);
    if (role !== "tool") return { role, text, toolCalls };
    if (typeof toolCallId === "string" && toolCallId !== "") return { role, text, toolCalls, toolCallId };
    throw badField(`${param}.tool_call_id`, "must be the id of the call that the message answers");
  });
}

function readContent({ role, content }: Record<string, unknown>, param: string): string {
  if (typeof content === "string") return content;
  // An assistant message that only called tools or was refused has no content.
  if (role === "assistant" && (content === null || content === undefined)) return "";
  if (!Array.isArray(content)) throw badField(param, "must be a string or a list of parts");
  return content.map((part: unknown, index) => readPart(part, `${param}[${index}]`)).join("\n");
}

function readPart(part: unknown, param: string): string {
  if (!isRecord(part)) throw badField(param, "must be an object");
  if (part.type === "refusal" && typeof part.refusal === "string") return part.refusal;
  if (part.type !== "text") {
    const message = `This offline model reads text only; it cannot read a part of type \`${String(part.type)}\`.`;
    throw new ApiError(400, message, { param, code: "unsupported_content" });
  }
  if (typeof part.text !== "string") throw badField(`${param}.text`, "must be a string");
  return part.text;
}

/** Calls and tool messages belong together: behind an assistant message with calls stands one tool message for each. */
function checkToolMessages(messages: readonly Message[]): void {
  let open = new Map<string, string>();
  const refuseUnanswered = () => {
    for (const param of open.values()) throw badField(param, "must be followed by a tool message that answers it");
  };
  messages.forEach(({ role, toolCalls, toolCallId = "" }, index) => {
    if (role !== "tool") {
      refuseUnanswered();
      open = new Map(toolCalls.map(({ id }, at) => [id, `messages[${index}].tool_calls[${at}]`]));
    } else if (!open.delete(toolCallId)) {
      const problem = "must be the id of a call in the assistant message before it, answered once";
      throw badField(`messages[${index}].tool_call_id`, problem);
    }
  });
  refuseUnanswered();
}

function readResponseFormat(value: unknown, messages: readonly Message[]): ResponseFormat {
  if (value === undefined) return { type: "text" };
  if (!isRecord(value)) throw badField("response_format", "must be an object");
  if (value.type === "text") return { type: "text" };
  if (value.type === "json_object") {
    // As with OpenAI: a model that is not told of JSON would not write it.
    if (messages.some(({ text }) => /json/i.test(text))) return { type: "json", schema: undefined };
    throw badField("messages", "must speak of JSON when `response_format` is `json_object`");
  }
  if (value.type !== "json_schema") {
    throw badField("response_format.type", 'must be "text", "json_object" or "json_schema"');
  }
  const wanted = value.json_schema;
  if (!isRecord(wanted)) throw badField("response_format.json_schema", "must be an object");
  if (typeof wanted.name !== "string") throw badField("response_format.json_schema.name", "must be a string");
  if (!isRecord(wanted.schema)) throw badField("response_format.json_schema.schema", "must be a JSON Schema");
  return { type: "json", schema: wanted.schema };
}

function readTokenLimit(given: Record<string, unknown>): number | undefined {
  const limits = ["max_completion_tokens", "max_tokens"].flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    if (typeof value === "number" && Number.isInteger(value) && value >= 1) return [value];
    throw badField(name, "must be a whole number of at least 1");
  });
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function readStop(value: unknown): string[] {
  if (value === undefined) return [];
  const sequences: unknown[] = Array.isArray(value) ? value : [value];
  if (sequences.length > MAX_STOPS) throw badField("stop", `takes at most ${MAX_STOPS} sequences`);
  return sequences.map((sequence) => {
    if (typeof sequence === "string" && sequence !== "") return sequence;
    throw badField("stop", "must be a string or a list of strings, none of them empty");
  });
}

function readChoiceCount(value: unknown): number {
  if (value === undefined) return 1;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_CHOICES) return value;
  throw badField("n", `must be a whole number from 1 to ${MAX_CHOICES}`);
}

/** Reads `stream` with its `stream_options`, which are only for streams, as with OpenAI. */
function readStream(stream: unknown, options: unknown): ChatRequest["stream"] {
  if (stream !== undefined && typeof stream !== "boolean") throw badField("stream", "must be true or false");
  if (stream !== true && options !== undefined) {
    throw badField("stream_options", "is only allowed when `stream` is true");
  }
  if (stream !== true) return undefined;
  if (options !== undefined && !isRecord(options)) throw badField("stream_options", "must be an object");
  const { include_usage: includeUsage = false } = options ?? {};
  if (typeof includeUsage === "boolean") return { includeUsage };
  throw badField("stream_options.include_usage", "must be true or false");
}
