import type { ToolContract } from "@kit/protocol";
import * as z from "zod";

// Over HTTP each 2026-07-28 request has a server of its own, and the schemas are most of the work of making one.
const listed = new WeakMap<ToolContract, z.ZodObject>();

/**
 * The schema that an SDK lists for a tool. It accepts any object, because the tool checks its arguments itself: an
 * SDK's own check would answer without an error code, and in other words on each revision.
 */
export function listedSchema(contract: ToolContract): z.ZodObject {
  const known = listed.get(contract);
  if (known !== undefined) return known;
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(contract.inputSchema, { io: "input" });
  const schema = z.looseObject({}).meta(jsonSchema);
  listed.set(contract, schema);
  return schema;
}
