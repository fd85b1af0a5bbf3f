import { isRecord } from "@kit/protocol";
import * as z from "zod";

/** The kit whose tapes these are. */
export const KIT_VERSION = "0.1.0";

/** The first line of a tape. */
export const headerSchema = z.object({
  tape: z.literal(1).describe("The version of the format."),
  startedAt: z.iso.datetime(),
  kit: z.string().describe("The version of the kit that recorded it."),
});
export type TapeHeader = z.infer<typeof headerSchema>;

/** Every other line of a tape: a message, a decision of the sampling handler, or a call of the gateway. */
export const entrySchema = z.object({
  seq: z.int().min(1).describe("Counts the entries, from 1."),
  time: z.number().min(0).describe("Milliseconds since the tape was started."),
  lane: z.enum(["wire", "handler", "gateway"]),
  connection: z.int().min(1).describe("The connection, counted from 1."),
  server: z.string().describe("Its server, as the user has named it."),
  revision: z.string().optional().describe("The protocol revision that is spoken, once that is known."),
  direction: z.enum(["to-server", "to-client"]).optional().describe("On the wire only."),
  kind: z.enum(["request", "response", "error", "notification", "decision", "call"]),
  method: z.string().optional().describe("The method; of a response, that of its request."),
  id: z.union([z.string(), z.number()]).optional().describe("The id of JSON-RPC. Each side counts its own."),
  bytes: z.int().min(0).optional().describe("The size of the message. On the wire only."),
  call: z.int().min(1).optional().describe("The tool call that it belongs to. Absent where the wire does not say."),
  tool: z.string().optional().describe("The tool of that call."),
  round: z.int().min(1).optional().describe("Its round, on 2026-07-28."),
  questions: z.array(z.int().min(1)).optional().describe("The sampling requests that it asks or answers."),
  event: z
    .enum(["requested", "model-chosen", "decided", "generated", "replied", "failed"])
    .optional()
    .describe("What the handler or the gateway did."),
  body: z.unknown().optional().describe("The params, the result or the error; else what the event tells."),
});
export type TapeEntry = z.infer<typeof entrySchema>;

/** The JSON Schema of one line. */
export function tapeJsonSchema() {
  return z.toJSONSchema(z.union([headerSchema, entrySchema]).meta({ title: "A line of a wire tape" }), { io: "input" });
}

/** A message of JSON-RPC, with any parts. */
export type TapeMessage = {
  jsonrpc: "2.0";
  id?: string | number | undefined;
  method?: string;
  params?: Record<string, unknown> | undefined;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
};

/** The message that a wire entry recorded. */
export function messageOf({ kind, method, id, body }: TapeEntry): TapeMessage {
  const part = isRecord(body) ? body : {};
  const message = { jsonrpc: "2.0" as const, ...(id !== undefined && { id }) };
  if (kind === "response") return { ...message, result: part };
  if (kind === "error") return { ...message, error: { code: -32603, message: "", ...part } };
  return { ...message, method: method ?? "", ...(isRecord(body) && { params: part }) };
}

/** A value that a server has chosen, as text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** What a result of a tool call asks, under the keys of the questions; nothing if it is the last one. */
export function questionsIn(result: unknown): [key: string, request: { method?: unknown; params?: unknown }][] {
  if (!isRecord(result) || result.resultType !== "input_required" || !isRecord(result.inputRequests)) return [];
  return Object.entries(result.inputRequests).filter((entry): entry is [string, Record<string, unknown>] =>
    isRecord(entry[1]),
  );
}
