import type { ToolContract } from "@kit/protocol";
import * as z from "zod";

/**
 * The schema that an SDK lists for a tool. It accepts any object, because the tool checks its arguments itself: an
 * SDK's own check would answer without an error code, and in other words on each revision.
 */
export function listedSchema(contract: ToolContract) {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(contract.inputSchema, { io: "input" });
  return z.looseObject({}).meta(jsonSchema);
}
