import type { ChatCompletionChunk, ChatCompletionMessageFunctionToolCall } from "openai/resources/chat/completions";

type ToolCallDelta = ChatCompletionChunk.Choice.Delta.ToolCall;

/** A tool call while its arguments are written. */
interface Draft extends ChatCompletionMessageFunctionToolCall {
  readonly index: number | undefined;
}

/** Puts the pieces of tool calls together, in the order in which the calls begin. */
export function collectToolCalls() {
  const drafts: Draft[] = [];
  return {
    add(delta: ToolCallDelta): void {
      const draft = findDraft(drafts, delta) ?? begin(drafts, delta);
      // The name comes whole; some providers repeat it with every piece.
      draft.function.name ||= delta.function?.name ?? "";
      draft.function.arguments += delta.function?.arguments ?? "";
    },
    toList: (): ChatCompletionMessageFunctionToolCall[] => drafts.map(({ index: _, ...call }) => call),
  };
}

/** Some providers give every call the same index, or none: then another id begins another call. */
function findDraft(drafts: readonly Draft[], { index, id }: ToolCallDelta): Draft | undefined {
  const draft = drafts.findLast((draft) => index === undefined || index === null || draft.index === index);
  return draft && id && draft.id && draft.id !== id ? drafts.find((draft) => draft.id === id) : draft;
}

function begin(drafts: Draft[], { index, id = "" }: ToolCallDelta): Draft {
  const draft = { index, id, type: "function" as const, function: { name: "", arguments: "" } };
  drafts.push(draft);
  return draft;
}
