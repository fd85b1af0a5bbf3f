import { body, call, chunks } from "./recording.ts";

type Message = Record<string, unknown>;

/** A provider that looks at the history it is sent: how it calls a tool, and why it refuses what comes back. */
export type Conversing = {
  readonly provider: string;
  readonly model: string;
  /** What it answers first: a call of `look`. */
  readonly body: unknown;
  readonly chunks: readonly unknown[];
  /** What is wrong with a message of the second request; undefined when nothing is. */
  readonly objects: (message: Message) => string | undefined;
};

const ARGS = '{"at":"sea"}';
const KNOWN = ["role", "content", "tool_calls", "tool_call_id"];
const KNOWN_IN_CALL = ["id", "type", "function"];

const callsOf = ({ tool_calls }: Message) => (tool_calls ?? []) as Message[];
const idsOf = (message: Message) => [message.tool_call_id, ...callsOf(message).map(({ id }) => id)].filter(Boolean);
const unknown = (message: Message, known: readonly string[]) => {
  const fields = Object.keys(message).filter((field) => !known.includes(field));
  return fields.length > 0 ? `property '${fields[0]}' is unsupported` : undefined;
};
const refuseUnknown = (message: Message) =>
  unknown(message, KNOWN) ??
  callsOf(message)
    .map((one) => unknown(one, KNOWN_IN_CALL))
    .find(Boolean);

function answer(own: object, ownOfCall: object = {}, id: unknown = "call_1") {
  const look = { ...call(id, "look", ARGS), ...ownOfCall };
  const message = { role: "assistant", content: null, ...own };
  return {
    body: body({ ...message, tool_calls: [look] }, "tool_calls"),
    chunks: chunks([message, { tool_calls: [{ index: 0, ...look }] }], "tool_calls"),
  };
}

/** Providers that want something back, or refuse it. */
export const CONVERSING: readonly Conversing[] = [
  {
    ...{ provider: "groq", model: "m", ...answer({ refusal: null, reasoning: "Hm.", executed_tools: null }) },
    objects: refuseUnknown,
  },
  {
    ...{ provider: "mistral", model: "m", ...answer({ refusal: null, prefix: null }, {}, "abcdefghi") },
    objects(message) {
      const isOwn = idsOf(message).every((id) => /^[a-zA-Z0-9]{9}$/.test(String(id)));
      return isOwn ? refuseUnknown(message) : "Tool call id was x but must be a-z, A-Z, 0-9, with a length of 9.";
    },
  },
  {
    ...{ provider: "gemini", model: "gemini-3-pro" },
    ...answer({}, { extra_content: { google: { thought_signature: "signed" } } }, ""),
    objects(message) {
      const contents = callsOf(message).map(({ extra_content }) => JSON.stringify(extra_content));
      const isSigned = contents.every((content) => content?.includes("signed") || content?.includes("skip_thought"));
      return isSigned ? unknown(message, KNOWN) : "Function call is missing a thought_signature";
    },
  },
  {
    ...{ provider: "deepseek", model: "deepseek-reasoner", ...answer({ reasoning_content: "Hm." }) },
    objects(message) {
      const isMissing = message.role === "assistant" && typeof message.reasoning_content !== "string";
      return isMissing ? "Missing `reasoning_content`" : unknown(message, [...KNOWN, "reasoning_content"]);
    },
  },
  {
    ...{ provider: "openrouter", model: "v/m" },
    ...answer({ reasoning: "Hm.", reasoning_details: [{ type: "reasoning.text", text: "Hm." }], refusal: null }),
    objects: (message) => unknown(message, [...KNOWN, "reasoning_details"]),
  },
  {
    ...{ provider: "openai", model: "m", ...answer({ refusal: null, annotations: [], audio: null }) },
    objects: (message) =>
      idsOf(message).some((id) => String(id).length > 40) ? "string too long" : refuseUnknown(message),
  },
  {
    ...{ provider: "anthropic", model: "m", ...answer({ refusal: null }, {}, "toolu_1") },
    objects: (message) =>
      idsOf(message).every((id) => /^[\w-]+$/.test(String(id))) ? refuseUnknown(message) : "tool_use.id: invalid",
  },
  { provider: "custom", model: "m", ...answer({}, {}, `functions.look:${"0".repeat(60)}`), objects: refuseUnknown },
];
