import {
  blocksOf,
  type ContentBlock,
  KitError,
  type SamplingResult,
  USAGE_META_KEY,
  type Usage,
  usageSchema,
} from "@kit/protocol";

const CHARACTERS_PER_TOKEN = 4;

/** What one tool call may spend. */
export type BudgetLimits = {
  /** How many times the tool may wait for answers. Questions that are asked together cost one round. */
  rounds: number;
  /** How many questions it may ask. */
  samplingRequests: number;
  /** How many tokens the model may generate for it. Counted as reported, else estimated. */
  outputTokens: number;
  /** How long the call may last, with every round. */
  milliseconds: number;
};

/** The limits of a tool call unless its tool says otherwise. Clients stop at 10 rounds and lose what was paid for. */
export const DEFAULT_BUDGET: BudgetLimits = {
  rounds: 8,
  samplingRequests: 64,
  outputTokens: 200_000,
  milliseconds: 600_000,
};

/** What a tool call has spent. */
export type Spend = { rounds: number; samplingRequests: number; outputTokens: number };

/** What a tool can see of its budget. It reads the same in every replay, so a tool may decide by it. */
export type Budget = {
  readonly limits: BudgetLimits;
  /** What is left at this point of the function. */
  readonly remaining: Readonly<Spend>;
  /** When the call must be over, in milliseconds since the epoch. */
  readonly deadline: number;
};

/** @throws {KitError} "budget_exhausted" when a tool call may not ask another question, with what was spent. */
export function assertWithinBudget(tool: string, spent: Spend, { limits, deadline }: Budget): void {
  const exhausted =
    (spent.rounds >= limits.rounds && `${limits.rounds} rounds. Ask independent questions together`) ||
    (spent.samplingRequests >= limits.samplingRequests && `${limits.samplingRequests} sampling requests`) ||
    (spent.outputTokens >= limits.outputTokens && `${limits.outputTokens} output tokens`) ||
    (Date.now() >= deadline && `${limits.milliseconds / 1000} s`);
  if (!exhausted) return;
  throw new KitError("budget_exhausted", `${tool} has used up its ${exhausted}.`, { data: { ...spent } });
}

/** The budget that a tool sees: what its function has seen spent so far, which may be less than what was spent. */
export function viewBudget(limits: BudgetLimits, startedAt: number, seen: Spend): Budget {
  return {
    limits,
    deadline: startedAt + limits.milliseconds,
    get remaining() {
      return {
        rounds: Math.max(0, limits.rounds - seen.rounds),
        samplingRequests: Math.max(0, limits.samplingRequests - seen.samplingRequests),
        outputTokens: Math.max(0, limits.outputTokens - seen.outputTokens),
      };
    },
  };
}

/** The tokens of an answer, if the client reports them; most clients do not, and then nothing is parsed. */
export function usageOf({ _meta }: SamplingResult): Usage | undefined {
  const reported = _meta?.[USAGE_META_KEY];
  return reported === undefined ? undefined : usageSchema.safeParse(reported).data;
}

/** The tokens of an answer, as the client reports them, else estimated by its length. */
export function outputTokensOf(result: SamplingResult): number {
  const reported = usageOf(result)?.outputTokens;
  if (reported !== undefined) return reported;
  const characters = blocksOf(result.content).reduce((sum, block) => sum + lengthOf(block), 0);
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function lengthOf(block: ContentBlock): number {
  return block.type === "text" ? block.text.length : JSON.stringify(block).length;
}

/**
 * Lets so much work go on at the same time. What comes on top waits for a free place, in order of arrival. Work that has
 * a place begins at once: nearly every tool call asks one question, which never waits.
 *
 * @throws {RangeError} when `max` lets nothing begin.
 */
export function createLimit(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  if (!(max >= 1)) throw new RangeError(`A limit must let 1 or more go on at a time. Seen: ${max}.`);
  const waiting: (() => void)[] = [];
  let taken = 0;

  return async (work) => {
    if (taken >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken += 1;
    try {
      return await work();
    } finally {
      // Who waits gets the place itself, so that nobody who comes in between can take it.
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    }
  };
}
