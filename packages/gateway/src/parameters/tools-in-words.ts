import { randomUUID } from "node:crypto";
import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { isRecord, parseJSON } from "../shared/is-record.ts";

type Fields = Record<string, unknown>;

/** The tools of a request, as the caller wants them used. */
export type Tools = {
  readonly functions: readonly Fields[];
  /** Whether the model may call one now. */
  readonly mayCall: boolean;
  readonly isForced: boolean;
  /** Whether they stand in the instructions, and calls come as JSON in the text. */
  areInWords: boolean;
};

/** What most requests have. */
export const NO_TOOLS: Tools = { functions: [], mayCall: false, isForced: false, areInWords: false };

/** The tools that a request lets a model call. */
export function readTools({ tools, tool_choice: choice }: Fields): Tools {
  const all = (Array.isArray(tools) ? tools : []).map((tool) => tool?.function).filter(isRecord);
  const named = isRecord(choice) && isRecord(choice.function) ? choice.function.name : undefined;
  const functions = named === undefined ? all : all.filter(({ name }) => name === named);
  const isForced = choice === "required" || named !== undefined;
  return { functions, mayCall: choice !== "none", isForced, areInWords: false };
}

/** Writes tools, calls and results into words, for a model that takes no tools. */
export function writeInWords(body: Fields, tools: Tools, canSchema: boolean): void {
  const [first, ...others] = tools.functions;
  const isAnswer = tools.isForced && first !== undefined && others.length === 0;
  delete body.tools;
  delete body.tool_choice;
  delete body.parallel_tool_calls;
  tools.areInWords = tools.mayCall;
  const messages = (Array.isArray(body.messages) ? body.messages : []).filter(isRecord).map(toWords);
  body.messages = joinTurns(messages);
  if (!tools.mayCall) return;
  if (isAnswer && canSchema && isRecord(first.parameters)) {
    const json_schema = { name: first.name, schema: first.parameters };
    body.response_format ??= { type: "json_schema", json_schema };
  }
  const instructions = isAnswer
    ? `Answer with JSON that fits this JSON Schema, and write nothing else:\n${JSON.stringify(first.parameters ?? {})}`
    : [
        'To call a tool, answer with JSON and write nothing else: {"tool": its name, "arguments": its input}.',
        tools.isForced ? "You must call one of these tools:" : "You may call these tools, or answer in words:",
        ...tools.functions.map((tool) => JSON.stringify(tool)),
      ].join("\n");
  const [system, ...rest] = messages;
  const isSystem = system?.role === "system" && typeof system.content === "string";
  const content = isSystem ? `${system.content}\n\n${instructions}` : instructions;
  body.messages = [{ role: "system", content }, ...joinTurns(isSystem ? rest : messages)];
}

/** Results of several calls are several messages of the user's now, and many templates want roles to alternate. */
function joinTurns(messages: readonly Fields[]): Fields[] {
  const joined: Fields[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    const mayJoin =
      last?.role === message.role && [last?.content, message.content].every((text) => typeof text === "string");
    if (mayJoin) joined.splice(-1, 1, { ...last, content: `${last?.content}\n\n${message.content}` });
    else joined.push(message);
  }
  return joined;
}

function toWords({ tool_calls, tool_call_id: _, ...message }: Fields): Fields {
  if (message.role === "tool") return { role: "user", content: `The tool returned:\n${message.content}` };
  if (!Array.isArray(tool_calls)) return message;
  const calls = tool_calls.map((call) => {
    const { name, arguments: args } = isRecord(call?.function) ? call.function : {};
    return JSON.stringify({ tool: name, arguments: parseJSON(String(args)) ?? args });
  });
  return { ...message, content: [message.content, ...calls].filter(Boolean).join("\n") };
}

/** Reads the calls out of the text of an answer that came whole. */
export function readCallsInWords(completion: ChatCompletion, tools: Tools): ChatCompletion {
  const choices = completion.choices.map((choice) => {
    const calls = choice.finish_reason === "length" ? [] : findCalls(choice.message.content ?? "", tools);
    if (calls.length === 0) return choice;
    const tool_calls = calls.map(([name, args]) => ({
      id: randomUUID().replaceAll("-", "").slice(0, 9),
      type: "function" as const,
      function: { name, arguments: JSON.stringify(args) },
    }));
    return {
      ...choice,
      finish_reason: "tool_calls" as const,
      message: { ...choice.message, content: null, tool_calls },
    };
  });
  return { ...completion, choices };
}

/** How calls begin that a server should have read, as the templates of Qwen, Mistral and Llama have them. */
const LEAKED = /^\s*(?:<tool_call>|\[TOOL_CALLS\]|(?=\{\s*"name"\s*:))/;

/** Whether the calls of an answer stand in its text, because the model takes no tools or the server did not read them. */
export function areInText({ choices }: ChatCompletion, { areInWords, mayCall }: Tools): boolean {
  return areInWords || (mayCall && choices.some(({ message }) => LEAKED.test(message.content ?? "")));
}

function findCalls(said: string, { functions, isForced }: Tools): [name: string, args: Fields][] {
  const text = said.replace(LEAKED, "");
  const tagged = text
    .split(/<\/?tool_call>/)
    .map(parseJSON)
    .filter(isRecord);
  const fenced = /```(?:json)?\s*([\s\S]*?)```/i.exec(text)?.[1] ?? "";
  const bracketed = text.slice(
    Math.max(0, text.search(/[{[]/)),
    Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1,
  );
  const found = [text, fenced, bracketed].map(parseJSON).find((value) => typeof value === "object" && value !== null);
  const values = tagged.length > 0 ? tagged : [found].flat().filter(isRecord);
  const calls = values.flatMap((value): [string, Fields][] => {
    const called = functions.find(({ name }) => name === (value.tool ?? value.name));
    const args = value.arguments ?? value.parameters ?? value.input;
    return called && isRecord(args) ? [[String(called.name), args]] : [];
  });
  const [only, ...others] = functions;
  const [value] = values;
  if (calls.length > 0 || !isForced || !only || others.length > 0 || !value) return calls;
  return [[String(only.name), value]];
}

/** Holds back the text of a stream while it may be a call. */
export function holdCalls() {
  let held = "";
  let isWords = false;
  return {
    show(chunk: ChatCompletionChunk): ChatCompletionChunk {
      if (isWords) return chunk;
      const choices = chunk.choices.map((choice) => {
        held += choice.delta.content ?? "";
        isWords = /^\s*[^\s{[`]/.test(held);
        const content = isWords ? held : "";
        return choice.delta.content ? { ...choice, delta: { ...choice.delta, content } } : choice;
      });
      return { ...chunk, choices };
    },
    /** What is to be shown at the end: the calls, or the words that were held back. */
    rest({ id, created, model, choices: [choice] }: ChatCompletion): ChatCompletionChunk {
      const calls = choice?.message.tool_calls?.map((call, index) => ({ index, ...call }));
      const delta = calls ? { tool_calls: calls } : { content: isWords ? "" : held };
      const last = { index: 0, delta, finish_reason: choice?.finish_reason ?? null };
      return { id, created, model, object: "chat.completion.chunk", choices: [last as ChatCompletionChunk.Choice] };
    },
  };
}
