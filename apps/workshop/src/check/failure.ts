/** Why a check is not passed, as a teacher would say it. */
export type Problem = {
  /** Tells this failure from every other, in words_like_this. */
  code: string;
  /** What a right solution does, in one sentence. */
  expected: string;
  /** What was seen instead: the message itself, as it crossed the wire, or a sentence. */
  seen: unknown;
  /** What to do next, in one or two sentences. Not the solution. */
  next: string;
};

/** A check is not passed. */
export class CheckFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.expected}`);
    this.problem = problem;
  }
}

/** Ends a check. @throws {CheckFailure} */
export function fail(problem: Problem): never {
  throw new CheckFailure(problem);
}

/** Waits for checks that run side by side. @throws The failure of the first one in the list that has one. */
export async function firstFailure(checks: readonly Promise<void>[]): Promise<void> {
  for (const check of await Promise.allSettled(checks)) if (check.status === "rejected") throw check.reason;
}
