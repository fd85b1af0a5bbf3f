import type { LimitName, SpendingLimits } from "../ledger/limits.ts";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";

/** Whether the user is asked about every tool call, once for each tool of a server in a session, or not at all. */
export type Mode = "ask" | "session" | "auto" | "deny";

export type PolicyDecision = {
  mode: Mode;
  /** Patterns of the models that may answer, inside those that the user named. Absent: all of those. */
  models?: readonly string[] | undefined;
  /** The most tokens that one answer may have: a request that asks for more gets this many. */
  maxTokens: number;
  maxToolRounds: number;
  limits: SpendingLimits;
  /** Those that a tool's rule sets: they count only what the tools use that may have asked. */
  toolLimits?: readonly LimitName[] | undefined;
  redact: readonly string[];
  /** Whether the user looks at an answer before it goes to the server. */
  review: boolean;
  /** What the ledger keeps: that it happened, or also what was asked and answered. */
  log: "metadata" | "content";
  /** Which rule decided each field: a path in the policy file, or `default`. */
  because: Readonly<Record<string, string>>;
};

/** `null` and absent: no limit. */
export type Limit = number | null | undefined;

export type CompleteRule = Required<Omit<PolicyDecision, "models" | "limits" | "toolLimits" | "because">> & {
  /** Absent: all that the user named. */
  models: readonly string[] | undefined;
} & Record<LimitName, Limit>;

/** What holds where no file says otherwise, with the reason. */
const DEFAULTS: { [Field in keyof CompleteRule]: { value: CompleteRule[Field]; reason: string } } = {
  mode: {
    value: "ask",
    reason: "nobody has vouched for the server yet; without a terminal nobody can, so it is refused",
  },
  models: { value: undefined, reason: "naming a model with --model is permission enough" },
  maxTokens: { value: 4096, reason: "several pages of text; a server that needs more should say why" },
  requestsPerMinute: { value: 60, reason: "a long document in 32 parts fits twice, a loop without end does not" },
  tokensPerSession: { value: undefined, reason: "the price of a token depends on the model: set it with the model" },
  tokensPerDay: { value: undefined, reason: "as for a session" },
  usdPerSession: { value: undefined, reason: "models on your machine cost nothing: set it with a hosted model" },
  usdPerDay: { value: undefined, reason: "as for a session" },
  maxToolRounds: { value: 5, reason: "few conversations need more, and a loop that needs many rarely ends" },
  redact: {
    value: BUILT_IN_REDACTIONS.map(({ name }) => name),
    reason: "no model needs a key, a password or a card number to answer, and a provider may keep what it gets",
  },
  review: { value: false, reason: "you have approved the question; a second look at each answer wears out the first" },
  log: { value: "metadata", reason: "a log of what was asked is a second place from which it can leak" },
};

const entries = Object.entries(DEFAULTS);

export const DEFAULT_RULE = Object.fromEntries(entries.map(([field, { value }]) => [field, value])) as CompleteRule;

export const DEFAULT_REASONS: Readonly<Record<string, string>> = Object.fromEntries(
  entries.map(([field, { reason }]) => [field, reason]),
);
