/** Whether the user is asked, or everything is let through, or refused. */
export type Mode = "ask" | "auto" | "deny";

export type PolicyDecision = {
  mode: Mode;
  /** Patterns of the models that may answer, inside those that the user named. Absent: all of those. */
  models?: readonly string[] | undefined;
  /** The most tokens that one answer may have: a request that asks for more gets this many. */
  maxTokens: number;
  maxToolRounds: number;
  limits: { requestsPerMinute?: number | undefined };
  redact: readonly string[];
  /** Whether the user looks at an answer before it goes to the server. */
  review: boolean;
  log: "metadata" | "content";
  /** Which rule decided each field. */
  because: Readonly<Record<string, string>>;
};
