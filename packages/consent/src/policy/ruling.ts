/**
 * How requests are let through: `ask` asks the person about every tool call, `session` once for each tool of a server
 * in a session, `auto` lets them through, `deny` refuses them.
 */
export type Mode = "ask" | "session" | "auto" | "deny";

/** From lenient to strict. When several tools may have asked, the strictest of their modes rules. */
export const MODES = ["auto", "session", "ask", "deny"] as const satisfies readonly Mode[];

/** What can be limited. */
export const SPENDING_LIMITS = [
  "requestsPerMinute",
  "tokensPerSession",
  "tokensPerDay",
  "usdPerSession",
  "usdPerDay",
] as const;

/** What may be spent. Absent: no limit. */
export type SpendingLimits = { [Name in (typeof SPENDING_LIMITS)[number]]?: number | undefined };

/** What a policy says of one request. */
export type Ruling = {
  mode: Mode;
  /** Patterns of the models that may answer, inside those that the person named. Absent: all of those. */
  models?: readonly string[] | undefined;
  /** The most tokens that one answer may have: a request that asks for more gets this many. */
  maxTokens: number;
  /** The most rounds of tool use in one conversation of sampling requests. */
  maxToolRounds: number;
  limits: SpendingLimits;
  /**
   * Those of the limits that a tool's rule sets: they count what the tools use that may have asked. Every other limit
   * counts all that the server uses.
   */
  toolLimits?: readonly (keyof SpendingLimits)[] | undefined;
  /** The redaction rules that apply before a prompt leaves, by name. */
  redact: readonly string[];
  /** Whether the person looks at an answer before it goes to the server. */
  review: boolean;
  /** What the ledger keeps: that it happened, or also what was asked and answered. */
  log: "metadata" | "content";
  /** Which rule decided each field: a path in the policy file, or `default`. */
  because: Readonly<Record<string, string>>;
};
