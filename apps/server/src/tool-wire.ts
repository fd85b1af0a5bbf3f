import { codeError, KitError, type ToolContract, toToolError, type WireError } from "@kit/protocol";
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

/** The listed schema accepts any object: the tool checks its arguments itself, with a code and the same words. */
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
export type WireMessage = { id?: unknown; method?: string; result?: Record<string, unknown>; error?: WireError };

// Methods, so that the types of either SDK fit.
type Wire = { send(message: WireMessage, options?: object): Promise<void> };
type Connectable = { connect(transport: Wire): Promise<void> };

/**
 * Gives the errors that an SDK makes itself the codes and words of the kit.
 *
 * @param finish What a revision makes of a message first.
 */
export function codeErrors(server: Connectable, finish: (message: WireMessage) => WireMessage): void {
  const connect = server.connect.bind(server);
  server.connect = (transport) => {
    const send = transport.send.bind(transport);
    transport.send = (message, options) => {
      const finished = finish(message);
      const { error } = finished;
      return send(error === undefined ? finished : { ...finished, error: codeError(error) }, options);
    };
    return connect(transport);
  };
}
