import type { RouterSettings } from "../router/router-settings.ts";
import { once } from "../shared/load.ts";

const load = once(() => import("./router-config-schema.ts"));

/** What is wrong with one field of a configuration. */
export type RouterConfigIssue = {
  /** The path of the field, as in `groups.fast[0].rpm`; empty for the whole. */
  readonly field: string;
  readonly message: string;
};

/** A configuration that no router can be made of. The message names each faulty field. */
export class RouterConfigError extends Error {
  override readonly name = "RouterConfigError";
  readonly code = "invalid_router_config";
  readonly issues: readonly RouterConfigIssue[];

  constructor(issues: readonly RouterConfigIssue[]) {
    const lines = issues.map(({ field, message }) => `  ${field || "the configuration"}: ${message}`);
    super(`The router configuration is not valid:\n${lines.join("\n")}\nFix: change these fields and try again.`);
    this.issues = issues;
  }
}

/**
 * Checks a configuration, as text or as parsed JSON, and gives the settings for `createRouter`. Keys are not part of it.
 *
 * @throws {RouterConfigError} "invalid_router_config" with the path and the fault of each field
 */
export async function readRouterConfig(json: unknown): Promise<RouterSettings> {
  const { routerConfigSchema, toIssues } = await load();
  const result = routerConfigSchema.safeParse(typeof json === "string" ? parse(json) : json);
  if (!result.success) throw new RouterConfigError(result.error.issues.flatMap(toIssues));
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
