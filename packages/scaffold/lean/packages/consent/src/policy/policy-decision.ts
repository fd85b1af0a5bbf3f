/** Whether the user is asked about every tool call, once for each tool of a server in a session, or not at all. */
export type Mode = "ask" | "session" | "auto" | "deny";

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
