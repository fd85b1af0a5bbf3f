import type { Ask } from "@kit/sampling";
import { ANSWER } from "../workload.ts";

/** A model that takes no time. */
export const answerAtOnce: Ask = async () => ({
  role: "assistant",
  content: { type: "text", text: ANSWER },
  model: "test/model",
  stopReason: "endTurn",
});
