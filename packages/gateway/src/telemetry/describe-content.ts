import type { Attributes } from "@opentelemetry/api";
import type { CompletionReply } from "../completion-reply.ts";
import { isRecord } from "../is-record.ts";
import { NAMES } from "./names.ts";

/** Messages and tools of a request, as the conventions write them: only for those who have asked for content. */
export function describeInput({ messages, tools }: Readonly<Record<string, unknown>>): Attributes {
  const list = Array.isArray(messages) ? messages.filter(isRecord) : [];
  return {
    [NAMES.inputMessages]: JSON.stringify(list.map((message) => ({ role: message.role, parts: toParts(message) }))),
    ...(tools !== undefined && { [NAMES.toolDefinitions]: JSON.stringify(tools) }),
  };
}

/** The answer, as the conventions write it. */
export function describeOutput({ choices }: CompletionReply): Attributes {
  const list = choices.map(({ message, finish_reason }) => ({
    role: message.role,
    parts: toParts({ ...message }),
    finish_reason,
  }));
  return { [NAMES.outputMessages]: JSON.stringify(list) };
}

function toParts({ role, content, tool_calls: calls, tool_call_id: id }: Record<string, unknown>): unknown[] {
  if (role === "tool") return [{ type: "tool_call_response", id, response: content }];
  const texts = [content].flat().flatMap((part) => {
    if (typeof part === "string") return [{ type: "text", content: part }];
    // An image is named, not shown: a span is no place for it.
    return isRecord(part) ? [part.type === "text" ? { type: "text", content: part.text } : { type: part.type }] : [];
  });
  return [...texts, ...(Array.isArray(calls) ? calls.map(toCall) : [])];
}

function toCall(call: unknown): unknown {
  const { id, function: called } = isRecord(call) ? call : {};
  return { type: "tool_call", id, ...(isRecord(called) && { name: called.name, arguments: called.arguments }) };
}
