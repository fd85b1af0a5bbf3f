import { KitError } from "@kit/protocol";
import type { SampleReply } from "@kit/sampling";

/** @throws {KitError} "reply_cut_off" when the model stopped because it ran out of tokens. */
export function assertComplete({ model, stopReason, text }: SampleReply): void {
  if (stopReason !== "maxTokens") return;
  throw new KitError("reply_cut_off", `${model} ran out of tokens before it had finished. Shorten the input.`, {
    data: { model, charactersReceived: text.length },
  });
}
