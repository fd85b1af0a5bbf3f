import type { CompletionReport, CompletionRequest } from "../shared/completion.ts";
import { isRecord, parseJSON } from "../shared/is-record.ts";
import type { Gateway } from "./gateway.ts";

/** What goes on while a model calls tools. */
export type ToolLoopOptions = {
  /**
   * Calls a tool, and gives what the model is told of it. What this throws ends the loop.
   *
   * @param args What the model wrote as its arguments; undefined when that is no JSON object.
   */
  readonly callTool: (name: string, args: Record<string, unknown> | undefined) => Promise<string>;
  /** Gets the text of the model as it is written. */
  readonly onText?: (delta: string) => void;
  /** How often the model may call tools before it has to answer. Default: 8. */
  readonly maxRounds?: number;
};

/**
 * Asks a model that may call the tools of the request, and asks again with their results, until it answers.
 *
 * @returns The messages of the request and all that came after them, and the report of each answer.
 * @throws {GatewayError} when the model cannot be asked, "aborted" when the signal of the request ends it.
 */
export async function runToolLoop(
  gateway: Pick<Gateway, "stream">,
  request: CompletionRequest,
  { callTool, onText = () => undefined, maxRounds = 8 }: ToolLoopOptions,
): Promise<{ messages: CompletionRequest["messages"]; reports: CompletionReport[] }> {
  const messages = [...request.messages];
  const reports: CompletionReport[] = [];
  for (let round = 0; ; round += 1) {
    const isLast = round === maxRounds;
    const choice = request.tools?.length ? { tool_choice: isLast ? ("none" as const) : ("auto" as const) } : {};
    const stream = gateway.stream({ ...request, ...choice, messages: [...messages] });
    for await (const { choices } of stream) {
      const delta = choices[0]?.delta.content;
      if (delta) onText(delta);
    }
    const reply = await stream.final();
    reports.push(reply.kit);
    const { tool_calls = [], ...words } = reply.choices[0]?.message ?? { role: "assistant" as const };
    // A call that nobody answers would spoil the conversation.
    const calls = isLast ? [] : tool_calls.filter((call) => call.type === "function");
    messages.push({ ...words, ...(calls.length > 0 && { tool_calls: calls }) });
    if (calls.length === 0) return { messages, reports };
    // One after the other: each may ask a user.
    for (const { id, function: called } of calls) {
      messages.push({
        role: "tool",
        tool_call_id: id,
        content: await callTool(called.name, parseObject(called.arguments)),
      });
    }
  }
}

function parseObject(json: string): Record<string, unknown> | undefined {
  const value = parseJSON(json || "{}");
  return isRecord(value) ? value : undefined;
}

/** What providers take as the name of a function, in characters. */
const MAX_NAME = 64;

/** A name for a function that every provider takes, and that is not taken yet: as near to the wanted one as it can be. */
export function toFunctionName(wanted: string, taken: { has(name: string): boolean }): string {
  const name = wanted.replace(/[^a-zA-Z0-9_-]/g, "_");
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? "" : `_${count}`;
    const free = name.slice(0, MAX_NAME - suffix.length) + suffix;
    if (!taken.has(free)) return free;
  }
}

/** The function that a provider complains about in the message of a refusal: by its name, or by its place in the list. */
export function toolBlamedIn(message: string, names: readonly string[]): string | undefined {
  const [longest] = names.filter((name) => message.includes(name)).toSorted((a, b) => b.length - a.length);
  const [, place = -1] = /declarations\[(\d+)/.exec(message) ?? /\btools[[.](\d+)/.exec(message) ?? [];
  return longest ?? names[Number(place)];
}
