import * as z from "zod";

/** A list with a limit, which is checked before any item is: what is beyond it costs nothing. */
function listOf<Item extends z.ZodType>(item: Item, name: string, max: number) {
  const error = ({ input }: { input?: unknown }) =>
    `${Array.isArray(input) ? input.length.toLocaleString("en") : "more"} ${name}, where ${max} may come`;
  return z.array(item).max(max, { error });
}

const MAX_BLOCKS = 200;

const record = z.record(z.string(), z.unknown());
const meta = { _meta: record.optional() };
const annotations = { annotations: record.optional() };
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "must be base64");

const textContentSchema = z.looseObject({ type: z.literal("text"), text: z.string(), ...annotations, ...meta });

const media = { data: base64, mimeType: z.string(), ...annotations, ...meta };
const imageContentSchema = z.looseObject({ type: z.literal("image"), ...media });
const audioContentSchema = z.looseObject({ type: z.literal("audio"), ...media });

/** The model asks for a tool to be run. */
const toolUseContentSchema = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: record,
  ...meta,
});

/** What a tool answered. */
const toolResultContentSchema = z.looseObject({
  type: z.literal("tool_result"),
  toolUseId: z.string(),
  content: listOf(z.looseObject({ type: z.string() }), "blocks", MAX_BLOCKS),
  structuredContent: record.optional(),
  isError: z.boolean().optional(),
  ...meta,
});

/** One block of a sampling message (spec: `SamplingMessageContentBlock`). */
const contentBlockSchema = z.discriminatedUnion("type", [
  textContentSchema,
  imageContentSchema,
  audioContentSchema,
  toolUseContentSchema,
  toolResultContentSchema,
]);

export type AudioContent = z.infer<typeof audioContentSchema>;
export type ToolUseContent = z.infer<typeof toolUseContentSchema>;
export type ToolResultContent = z.infer<typeof toolResultContentSchema>;
export type ContentBlock = z.infer<typeof contentBlockSchema>;

/** The blocks of a message, whose `content` the spec allows to be one block or an array. */
export function blocksOf(content: ContentBlock | ContentBlock[]): ContentBlock[] {
  return Array.isArray(content) ? content : [content];
}

const manyBlocks = listOf(contentBlockSchema, "blocks", MAX_BLOCKS);
/** What the content of a message is told to be when it is neither. */
const CONTENT = 'must be a block, such as {"type":"text","text":"Hello."}, or an array of blocks';

const priority = z.number().min(0).max(1);

/** One message of the conversation to sample from. There is no `system` role: use `systemPrompt`. */
const samplingMessageSchema = z.looseObject({
  role: z.enum(["user", "assistant"]),
  content: z.union([contentBlockSchema, manyBlocks.min(1)], CONTENT),
});

/** Which model the server would like. The client decides. */
const modelPreferencesSchema = z.looseObject({
  /** Substrings of model names, evaluated in order: the first match wins. */
  hints: listOf(z.looseObject({ name: z.string().optional() }), "hints", 32).optional(),
  costPriority: priority.optional(),
  speedPriority: priority.optional(),
  intelligencePriority: priority.optional(),
});

const toolSchema = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  inputSchema: z.looseObject({ type: z.literal("object") }),
});

/** The params of `sampling/createMessage`: `CreateMessageRequestParams`, the same on both revisions. */
export const samplingRequestSchema = z.looseObject({
  messages: listOf(samplingMessageSchema, "messages", 500).min(1),
  /** The most tokens the model may generate. The client must respect it and may sample fewer. */
  maxTokens: z.int().positive(),
  systemPrompt: z.string().optional(),
  temperature: z.number().min(0).optional(),
  stopSequences: listOf(z.string(), "stop sequences", 16).optional(),
  modelPreferences: modelPreferencesSchema.optional(),
  /** Passed to the provider as it is, for example `{ top_p: 0.9 }`. */
  metadata: record.optional(),
  includeContext: z.enum(["none", "thisServer", "allServers"]).optional(),
  /** Only if the client declared `sampling.tools`. */
  tools: listOf(toolSchema, "tools", 128).optional(),
  toolChoice: z.looseObject({ mode: z.enum(["auto", "required", "none"]).optional() }).optional(),
  ...meta,
});

export type SamplingMessage = z.infer<typeof samplingMessageSchema>;
export type ModelPreferences = z.infer<typeof modelPreferencesSchema>;
export type SamplingRequest = z.infer<typeof samplingRequestSchema>;

/** The result of `sampling/createMessage`: `CreateMessageResult` of the specification, the same on both revisions. */
export const samplingResultSchema = z.looseObject({
  role: z.enum(["user", "assistant"]),
  content: z.union([contentBlockSchema, manyBlocks], CONTENT),
  /** The model that really answered. */
  model: z.string(),
  /** `endTurn`, `stopSequence`, `maxTokens`, `toolUse`, or a word of the provider's own. */
  stopReason: z.string().optional(),
  ...meta,
});

export type SamplingResult = z.infer<typeof samplingResultSchema>;

/** The `_meta` key under which the kit's client reports tokens and cost, for which the spec has no field. */
export const USAGE_META_KEY = "kit/usage";

/** What a reply used: counted by the provider, absent if it did not say. */
export const usageSchema = z.object({
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  /** In US dollars. Absent when nobody knows the price. */
  costUsd: z.number().nonnegative().optional(),
});

export type Usage = z.infer<typeof usageSchema>;

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
