import * as z from "zod";
import { ApiError, badField, isRecord } from "./http.ts";

/** A JSON Schema, as it stands in a request. */
export type JsonSchema = Record<string, unknown>;

/** A function that may be called. */
export type Tool = { name: string; description: string; parameters: JsonSchema };

/** One call of a tool in an assistant message; its arguments are JSON text, and may be cut. */
export type ToolCall = { id: string; name: string; arguments: string };

/** One message, its text parts joined; `toolCallId` is in a tool message the call that it answers. */
export type Message = { role: string; text: string; toolCalls: readonly ToolCall[]; toolCallId?: string };

/** A chat completion request after its fields were checked. */
export type ChatRequest = ReturnType<typeof readChatRequest>;

const FUNCTION = z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) });
const CALL = z
  .object({
    id: z.string().min(1),
    type: z.literal("function"),
    function: z.object({ name: z.string(), arguments: z.string() }),
  })
  .transform((call): ToolCall => ({ id: call.id, ...call.function }));
const PART = z.union([
  z.object({ type: z.literal("text"), text: z.string() }).transform(({ text }) => text),
  z.object({ type: z.literal("refusal"), refusal: z.string() }).transform(({ refusal }) => refusal),
]);
const asParts = (content: unknown) => (typeof content === "string" ? [{ type: "text", text: content }] : content);
const MESSAGE = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
  content: z.preprocess(asParts, z.array(PART).nullish()),
  tool_calls: z.array(CALL).min(1).nullish(),
  tool_call_id: z.string().default(""),
});
const TOOL = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().default(""),
    parameters: z.looseObject({ type: z.literal("object").default("object") }).default({ type: "object" }),
  }),
});
const TOKENS = z.int().min(1).optional();
/** Asked for, but not offered: only the values that ask for nothing pass. */
const UNSUPPORTED = {
  functions: z.array(z.never()).optional(),
  function_call: z.literal("none").optional(),
  logprobs: z.literal(false).optional(),
  top_logprobs: z.literal(0).optional(),
  audio: z.never().optional(),
  modalities: z.array(z.literal("text")).optional(),
  web_search_options: z.never().optional(),
};
/** Accepted without effect: nothing is random or kept, nobody pays, and one tool is called at a time. */
const IGNORED = `temperature top_p seed user metadata frequency_penalty presence_penalty logit_bias store service_tier
  safety_identifier prompt_cache_key prompt_cache_retention prediction reasoning_effort verbosity
  parallel_tool_calls`.split(/\s+/);
const BODY = z.strictObject({
  ...Object.fromEntries(IGNORED.map((name) => [name, z.unknown().optional()])),
  ...UNSUPPORTED,
  model: z.string(),
  messages: z.array(MESSAGE).min(1),
  max_tokens: TOKENS,
  max_completion_tokens: TOKENS,
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).default([]),
  n: z.int().min(1).max(8).default(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).optional(),
  tools: z.array(TOOL).default([]),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      FUNCTION,
      z.object({
        type: z.literal("allowed_tools"),
        allowed_tools: z.object({ mode: z.enum(["auto", "required"]), tools: z.array(FUNCTION).min(1) }),
      }),
    ])
    .optional(),
  response_format: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("text") }),
      z.object({ type: z.literal("json_object") }),
      z.object({
        type: z.literal("json_schema"),
        json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .default({ type: "text" }),
});
type Body = z.infer<typeof BODY>;

/** Checks the body of `POST /v1/chat/completions`; null counts as absent. @throws {ApiError} 400 naming the field. */
export function readChatRequest(body: unknown) {
  if (!isRecord(body)) throw new ApiError(400, "The request body must be a JSON object.");
  const checked = BODY.safeParse(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)));
  if (!checked.success) throw refusalOf(checked.error);
  const given = checked.data;

  const messages = given.messages.map(readMessage);
  checkToolMessages(messages);
  const tools = given.tools.map((tool) => tool.function);
  const names = tools.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) throw badField(`tools[${twice}].function.name`, "must be given to one tool only");
  if (given.stream_options !== undefined && !given.stream) {
    throw badField("stream_options", "is only allowed when `stream` is true");
  }
  const limits = [given.max_tokens, given.max_completion_tokens].filter((limit) => limit !== undefined);
  return {
    model: given.model,
    messages,
    tools,
    /** Whether to call, as in OpenAI's `tool_choice`; `only` names the functions that may be called. */
    toolChoice: readToolChoice(given.tool_choice, names),
    /** Words, or JSON; without a schema any object will do. */
    responseFormat: readResponseFormat(given.response_format, messages),
    /** Tokens by this server's own count. */
    maxTokens: limits.length === 0 ? undefined : Math.min(...limits),
    stop: [given.stop].flat(),
    choiceCount: given.n,
    /** Undefined when the answer is wanted in one piece. */
    stream: given.stream ? { includeUsage: given.stream_options?.include_usage ?? false } : undefined,
  };
}

/** The first thing that is wrong, with the code that OpenAI gives it. */
function refusalOf({ issues: [issue] }: z.ZodError): ApiError {
  if (issue?.code === "unrecognized_keys") {
    const [param = ""] = issue.keys;
    return new ApiError(400, `Unknown parameter: \`${param}\`.`, { param, code: "unknown_parameter" });
  }
  const { path = [], message = "", code } = issue ?? {};
  const param = z.core.toDotPath(path);
  const [field = "", , part] = path.map(String);
  if (Object.hasOwn(UNSUPPORTED, field)) {
    const advice = `This offline model does not support \`${field}\`. Leave it out or use a hosted model.`;
    return new ApiError(400, advice, { param: field, code: "unsupported_parameter" });
  }
  if (part === "content" && code === "invalid_union") {
    return new ApiError(400, "This offline model reads text only.", { param, code: "unsupported_content" });
  }
  return badField(param, `is wrong: ${message}`);
}

function readMessage({ role, content, tool_calls, tool_call_id }: Body["messages"][number], index: number): Message {
  // An assistant message that only called tools or was refused has no content.
  if (role !== "assistant" && !content) throw badField(`messages[${index}].content`, "must be text or a list of parts");
  const toolCalls = role === "assistant" ? (tool_calls ?? []) : [];
  return { role, text: (content ?? []).join("\n"), toolCalls, ...(role === "tool" && { toolCallId: tool_call_id }) };
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

type ToolChoice = { mode: "none" | "auto" | "required"; only?: readonly string[] };

function readToolChoice(choice: Body["tool_choice"], names: readonly string[]): ToolChoice {
  if (choice === undefined || choice === "none") return { mode: choice ?? "auto" };
  if (names.length === 0) throw badField("tool_choice", "is allowed only together with `tools`");
  if (typeof choice === "string") return { mode: choice };
  const isOne = choice.type === "function";
  const { mode, tools } = isOne ? { mode: "required" as const, tools: [choice] } : choice.allowed_tools;
  const only = tools.map((tool) => tool.function.name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return { mode, only };
  const param = isOne ? "tool_choice.function.name" : "tool_choice.allowed_tools.tools";
  throw badField(param, `names \`${unknown}\`, which is not in \`tools\``);
}

type ResponseFormat = { type: "text" } | { type: "json"; schema: JsonSchema | undefined };

function readResponseFormat(format: Body["response_format"], messages: readonly Message[]): ResponseFormat {
  if (format.type === "text") return { type: format.type };
  if (format.type === "json_schema") return { type: "json", schema: format.json_schema.schema };
  // As with OpenAI: a model that is not told of JSON would not write it.
  if (messages.some(({ text }) => /json/i.test(text))) return { type: "json", schema: undefined };
  throw badField("messages", "must speak of JSON when `response_format` is `json_object`");
}
