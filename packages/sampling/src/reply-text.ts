import { blocksOf, KitError, type SamplingResult } from "@kit/protocol";

/**
 * All text of a sampling result, in order.
 *
 * @throws {KitError} "empty_reply" when there is none, saying what came instead.
 */
export function replyText(result: SamplingResult): string {
  const blocks = blocksOf(result.content);
  const texts = blocks.map((block) => (block.type === "text" ? block.text : "")).filter((text) => text.trim() !== "");
  if (texts.length > 0) return texts.join("\n");

  const seen = blocks.length === 0 ? "no content" : `only ${blocks.map((block) => block.type).join(", ")}`;
  throw new KitError("empty_reply", `${result.model} answered with ${seen}, and the tool needs text. Ask again.`, {
    data: { model: result.model, stopReason: result.stopReason ?? null },
  });
}
