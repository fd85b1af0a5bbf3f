import * as z from "zod";
import { routerConfigSchema } from "./router-config-schema.ts";

/** The JSON Schema by which an editor checks and completes a configuration file. */
export function toJSONSchema(): object {
  return { ...z.toJSONSchema(routerConfigSchema), title: "Configuration of a router of @kit/gateway" };
}
