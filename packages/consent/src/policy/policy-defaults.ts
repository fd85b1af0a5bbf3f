import { BUILT_IN_REDACTIONS } from "./redaction/built-in-redactions.ts";
import type { Mode, Ruling } from "./ruling.ts";

/** What may be spent at most. `null` and absent: no limit. */
export type Limit = number | null | undefined;

/** A rule in which every field is decided. */
export type CompleteRule = {
  mode: Mode;
  /** Absent: all that the person named. */
  models: readonly string[] | undefined;
  maxTokens: number;
  requestsPerMinute: Limit;
  tokensPerSession: Limit;
  tokensPerDay: Limit;
  usdPerSession: Limit;
  usdPerDay: Limit;
  maxToolRounds: number;
  redact: readonly string[];
  review: boolean;
  log: Ruling["log"];
};

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

/** The rule where no file says otherwise. */
export const DEFAULT_RULE = Object.fromEntries(entries.map(([field, { value }]) => [field, value])) as CompleteRule;

/** Why the defaults are what they are. */
export const DEFAULT_REASONS: Readonly<Record<string, string>> = Object.fromEntries(
  entries.map(([field, { reason }]) => [field, reason]),
);
