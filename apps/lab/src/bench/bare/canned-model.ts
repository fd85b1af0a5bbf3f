import { ANSWER } from "../workload.ts";

// What the bare clients have in common: a model that answers at once, and repeats the reference that it was given.

/** The result of `sampling/createMessage`. */
export function cannedResult(params: unknown) {
  const [reference = ""] = /Reference \d+\./.exec(JSON.stringify(params)) ?? [];
  return {
    role: "assistant" as const,
    content: { type: "text" as const, text: `${ANSWER} ${reference}` },
    model: "test/model",
    stopReason: "endTurn",
  };
}

/** @throws {Error} when a result of `tools/call` is not the summary that its document should have had. */
export function assertSummary(result: object, answer: string): void {
  const { structuredContent, content }: { structuredContent?: { summary?: unknown }; content?: unknown } = result;
  if (structuredContent?.summary === answer) return;
  throw new Error(`Came back: ${JSON.stringify(structuredContent ?? content)}`);
}
