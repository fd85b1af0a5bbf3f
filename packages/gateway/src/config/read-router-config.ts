import type { z } from "zod";
import { load } from "../load.ts";
import type { RouterSettings } from "../router/router-settings.ts";
import { RouterConfigError, type RouterConfigIssue } from "./router-config-error.ts";

/**
 * Checks a configuration, as text or as parsed JSON, and gives the settings for `createRouter`. Keys are not part of it.
 *
 * @throws {RouterConfigError} "invalid_router_config" with the path and the fault of each field
 *
 * @example
 * ```ts
 * const settings = await readRouterConfig(await readFile("kit.config.json", "utf8"));
 * const router = createRouter({ ...settings, env: process.env });
 * ```
 */
export async function readRouterConfig(json: unknown): Promise<RouterSettings> {
  const { routerConfigSchema } = await load.routerConfig();
  const result = routerConfigSchema.safeParse(typeof json === "string" ? parse(json) : json);
  if (!result.success) throw new RouterConfigError(result.error.issues.flatMap(describeIssue));
  const { $schema: _, ...settings } = result.data;
  return settings;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RouterConfigError([{ field: "", message: error instanceof Error ? error.message : "no JSON" }]);
  }
}

/** A field that nobody knows is named itself, not the object that it stands in. */
function describeIssue(issue: z.core.$ZodIssue): RouterConfigIssue[] {
  if (issue.code !== "unrecognized_keys") return [{ field: toField(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ field: toField([...issue.path, key]), message: "no such field" }));
}

function toField(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, step) => {
    if (typeof step === "number") return `${field}[${step}]`;
    return field ? `${field}.${String(step)}` : String(step);
  }, "");
}
