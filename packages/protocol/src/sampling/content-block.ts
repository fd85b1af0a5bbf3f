import * as z from "zod";

const meta = { _meta: z.record(z.string(), z.unknown()).optional() };
const annotations = { annotations: z.record(z.string(), z.unknown()).optional() };
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "must be base64");

export const textContentSchema = z.looseObject({ type: z.literal("text"), text: z.string(), ...annotations, ...meta });

export const imageContentSchema = z.looseObject({
  type: z.literal("image"),
  data: base64,
  mimeType: z.string(),
  ...annotations,
  ...meta,
});

export const audioContentSchema = z.looseObject({
  type: z.literal("audio"),
  data: base64,
  mimeType: z.string(),
  ...annotations,
  ...meta,
});

/** The model asks for a tool to be run. */
export const toolUseContentSchema = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  ...meta,
});

/** What a tool answered. */
export const toolResultContentSchema = z.looseObject({
  type: z.literal("tool_result"),
  toolUseId: z.string(),
  content: z.array(z.looseObject({ type: z.string() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
  ...meta,
});

/** One block of a sampling message (spec: `SamplingMessageContentBlock`). */
export const contentBlockSchema = z.discriminatedUnion("type", [
  textContentSchema,
  imageContentSchema,
  audioContentSchema,
  toolUseContentSchema,
  toolResultContentSchema,
]);

export type TextContent = z.infer<typeof textContentSchema>;
export type ImageContent = z.infer<typeof imageContentSchema>;
export type AudioContent = z.infer<typeof audioContentSchema>;
export type ToolUseContent = z.infer<typeof toolUseContentSchema>;
export type ToolResultContent = z.infer<typeof toolResultContentSchema>;
export type ContentBlock = z.infer<typeof contentBlockSchema>;

/** The blocks of a message, whose `content` the spec allows to be one block or an array. */
export function blocksOf(content: ContentBlock | ContentBlock[]): ContentBlock[] {
  return Array.isArray(content) ? content : [content];
}
