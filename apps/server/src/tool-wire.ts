import {
  describeIssues,
  ERROR_META_KEY,
  type ErrorCode,
  fromErrorPayload,
  isRecord,
  KitError,
  type ToolContract,
  toErrorPayload,
  toToolError,
} from "@kit/protocol";
import * as z from "zod";
import { log } from "./log.ts";

// Over HTTP each 2026-07-28 request has a server of its own, and the schemas are most of the work of making one.
const listings = new WeakMap<ToolContract, ReturnType<typeof list>>();

/** MCP has one dialect of JSON Schema where none is named, and this is the one. */
const WITHOUT_DIALECT = { $schema: undefined };

/** How an SDK lists a tool. */
export function listingOf(contract: ToolContract) {
  const listing = listings.get(contract) ?? list(contract);
  listings.set(contract, listing);
  return listing;
}

/**
 * The listed schema of the input accepts any object, because the tool checks its arguments itself: an SDK's own check
 * would answer without an error code, and in other words on each revision.
 */
function list({ title, description, annotations, inputSchema, outputSchema }: ToolContract) {
  const listed = { ...z.toJSONSchema(inputSchema, { io: "input" }), ...WITHOUT_DIALECT };
  return {
    ...{ title, description, annotations },
    inputSchema: z.looseObject({}).meta(listed),
    outputSchema: outputSchema.meta(WITHOUT_DIALECT),
  };
}

/** A tool's output as the result of `tools/call`: structured, and as text for hosts that read only text. */
export function toToolResult(output: Record<string, unknown>) {
  return { content: [{ type: "text" as const, text: JSON.stringify(output) }], structuredContent: output };
}

/** A tool's error as the result of `tools/call`. What has no code is logged here, and masked on the wire. */
export function toErrorResult(tool: string, error: unknown) {
  if (!(error instanceof KitError)) log(`${tool} failed: ${error instanceof Error ? error.stack : String(error)}`);
  return toToolError(error);
}

/** A message on its way to the client, as far as it is looked at. */
export type WireMessage = {
  id?: unknown;
  method?: string;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
};

// Methods, so that the types of either SDK fit.
type Wire = { send(message: WireMessage, options?: object): Promise<void> };
type Connectable = { connect(transport: Wire): Promise<void> };

const INVALID_PARAMS = -32602;
const SHOWN_CHARACTERS = 100;
/** How both SDKs say that they have no tool of a name. */
const NO_TOOL = /^Tool (.*) (?:not found|disabled)$/s;
/** How both SDKs say which field is wrong: with all that zod says about it. */
const ISSUES = /\[\s*\{.*\}\s*\]$/s;
const issuesSchema = z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }));

/**
 * Gives the errors that an SDK makes itself the codes and words of the kit, so that a host reads the same on each
 * revision.
 *
 * @param finish What a revision makes of a message first.
 */
export function codeErrors(server: Connectable, finish: (message: WireMessage) => WireMessage): void {
  const connect = server.connect.bind(server);
  server.connect = (transport) => {
    const send = transport.send.bind(transport);
    transport.send = (message, options) => send(withCode(finish(message)), options);
    return connect(transport);
  };
}

function withCode(message: WireMessage): WireMessage {
  const { error } = message;
  if (error === undefined || fromErrorPayload(error.data, "") !== undefined) return message;
  const issues = issuesIn(error.message);
  const code = issues === undefined ? error.code : INVALID_PARAMS;
  if (code !== INVALID_PARAMS) return message;
  const data = isRecord(error.data) ? error.data : {};
  const known = toKitError(error.message, issues, data.reason);
  const coded = { code, message: known.message, data: { ...data, [ERROR_META_KEY]: toErrorPayload(known) } };
  return { ...message, error: coded };
}

function toKitError(message: string, issues: string | undefined, reason: unknown): KitError {
  const unknown = NO_TOOL.exec(message)?.[1];
  if (unknown !== undefined) {
    const name = JSON.stringify(unknown.slice(0, SHOWN_CHARACTERS));
    return new KitError("unknown_tool", `There is no tool ${name}. List the server's tools and call one of them.`);
  }
  const code: ErrorCode = reason === "invalid_request_state" ? "state_invalid" : "invalid_arguments";
  return new KitError(code, issues === undefined ? message : `Invalid request: ${issues}.`);
}

function issuesIn(message: string): string | undefined {
  try {
    const { data } = issuesSchema.safeParse(JSON.parse(ISSUES.exec(message)?.[0] ?? ""));
    return data && describeIssues({ issues: data });
  } catch {
    return undefined;
  }
}
