import { blocksOf, type ContentBlock } from "./schemas.ts";

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
      return `${block.isError === true ? "error" : "result"} of ${block.toolUseId}: ${describeResult(block.content)}`;
    default:
      return `[${block.type} ${block.mimeType}, ${Math.ceil((block.data.length * BYTES_PER_BASE64) / 1024)} kB]`;
  }
}

function describeResult(content: readonly { type: string; text?: unknown }[]): string {
  return content.map((block) => (typeof block.text === "string" ? block.text : JSON.stringify(block))).join("\n");
}
