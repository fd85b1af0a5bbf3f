import { blocksOf, type ContentBlock, KitError, type SamplingResult } from "@kit/protocol";

/** All text of some blocks, in order, or an empty string. */
export function textOf(content: readonly ContentBlock[]): string {
  const texts = content.map((block) => (block.type === "text" ? block.text : ""));
  return texts.filter((text) => text.trim() !== "").join("\n");
}

/**
 * All text of a sampling result, in order.
 *
 * @throws {KitError} "empty_reply" when there is none, saying what came instead.
 */
export function replyText(result: SamplingResult): string {
  const blocks = blocksOf(result.content);
  const text = textOf(blocks);
  if (text !== "") return text;

  const seen = blocks.length === 0 ? "no content" : `only ${blocks.map((block) => block.type).join(", ")}`;
  throw new KitError("empty_reply", `${result.model} answered with ${seen}, and the tool needs text. Ask again.`, {
    data: { model: result.model, stopReason: result.stopReason ?? null },
  });
}
