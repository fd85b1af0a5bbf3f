/** What is wrong with one field of a configuration. */
export interface RouterConfigIssue {
  /** The path of the field, as in `groups.fast[0].rpm`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

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
