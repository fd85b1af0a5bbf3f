import type { SamplingRequest } from "@kit/protocol";
import { redactJson } from "./redact-json.ts";
import { redactText } from "./redact-text.ts";
import type { Redaction } from "./redaction.ts";

/** A request as it may leave, and how often each redaction took something out. */
export type RedactedRequest = { request: SamplingRequest; redacted: Readonly<Record<string, number>> };

/**
 * Takes out of every text of a request what the redactions find: system prompt, messages, what tools were given and
 * have answered, the descriptions and schemas of tools, stop sequences and metadata. Names and ids stay, since they
 * hold the request together; images and sounds are no text.
 */
export function redactRequest(request: SamplingRequest, redactions: readonly Redaction[]): RedactedRequest {
  const redacted: Record<string, number> = {};
  const count = (name: string) => {
    redacted[name] = (redacted[name] ?? 0) + 1;
  };
  const inText = (text: string) => redactText(text, redactions, count);
  const inJson = <T>(value: T): T => redactJson(value, redactions, count);
  const inBlock = <T extends object>(block: T) => redactBlock(block, inJson);
  const { systemPrompt, stopSequences, metadata, tools } = request;
  return {
    redacted,
    request: {
      ...request,
      messages: request.messages.map((message) => {
        const { content } = message;
        return { ...message, content: Array.isArray(content) ? content.map(inBlock) : inBlock(content) };
      }),
      ...(systemPrompt !== undefined && { systemPrompt: inText(systemPrompt) }),
      ...(stopSequences !== undefined && { stopSequences: stopSequences.map(inText) }),
      ...(metadata !== undefined && { metadata: inJson(metadata) }),
      ...(tools !== undefined && { tools: tools.map(({ name, ...tool }) => ({ ...inJson(tool), name })) }),
    },
  };
}

/** What names and links a block, or is no text, in a block of any kind. */
const KEPT = ["type", "id", "name", "toolUseId", "mimeType", "data", "blob", "_meta"];

/** A block, with the blocks that the result of a tool holds. */
function redactBlock<T extends object>(block: T, inJson: <V>(value: V) => V): T {
  const redacted = Object.entries(block).map(([key, value]) => {
    if (KEPT.includes(key)) return [key, value];
    if (key === "content" && Array.isArray(value)) return [key, value.map((inner) => redactBlock(inner, inJson))];
    if (key === "resource" && value instanceof Object) return [key, redactBlock(value, inJson)];
    return [key, inJson(value)];
  });
  return Object.fromEntries(redacted) as T;
}
