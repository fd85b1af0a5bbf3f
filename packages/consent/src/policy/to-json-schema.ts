import { z } from "zod";
import { policySchema } from "./policy-schema.ts";

/** The JSON Schema by which an editor checks and completes a policy file. */
export function toJSONSchema(): object {
  return { ...z.toJSONSchema(policySchema), title: "Sampling policy of @kit/client" };
}
