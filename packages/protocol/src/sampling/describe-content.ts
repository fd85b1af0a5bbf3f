import { isRecord } from "../validation.ts";
import { blocksOf, type ContentBlock, type SamplingRequest } from "./schemas.ts";

const BYTES_PER_BASE64 = 0.75;

/** What a message says, as text. What is no text is named with its size. */
export function describeContent(content: ContentBlock | ContentBlock[]): string {
  return blocksOf(content).map(describeBlock).join("\n");
}

/** One block of a message as text. */
export function describeBlock(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "tool_use":
      return `${block.name} ${JSON.stringify(block.input)}`;
    case "tool_result":
      return `${block.isError === true ? "error" : "result"} of ${block.toolUseId}: ${describeToolContent(block.content)}`;
    default:
      return `[${block.type} ${block.mimeType}, ${Math.ceil((block.data.length * BYTES_PER_BASE64) / 1024)} kB]`;
  }
}

function describeToolContent(content: readonly { type: string; text?: unknown }[]): string {
  return content.map((block) => (typeof block.text === "string" ? block.text : JSON.stringify(block))).join("\n");
}

/** The content of a tool's result as text, whatever a server sent: what is no text is named with its type. */
export function describeResult(content: unknown): string {
  const blocks = (Array.isArray(content) ? content : []).filter(isRecord);
  return blocks
    .map(({ text, type, mimeType, uri }) => {
      if (typeof text === "string") return text;
      return `[${[type, mimeType, uri].filter((part) => typeof part === "string").join(" ")}]`;
    })
    .join("\n");
}

/** What a request asks for beside its messages: `maxTokens 300; temperature 0.2; hints sonnet, gpt`. */
export function describeParameters(request: SamplingRequest): string {
  const { maxTokens, temperature, modelPreferences, tools = [], toolChoice } = request;
  const hints = (modelPreferences?.hints ?? []).map(({ name }) => name).join(", ");
  const names = tools.map(({ name }) => name).join(", ");
  return [
    `maxTokens ${maxTokens}`,
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(hints === "" ? [] : [`hints ${hints}`]),
    ...(names === "" ? [] : [`tools ${names} (${toolChoice?.mode ?? "auto"})`]),
  ].join("; ");
}
