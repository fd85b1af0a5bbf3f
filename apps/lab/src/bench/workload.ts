/** What every driver is given: calls to make, and what the canned model answers. */
export type Batch = {
  calls: number;
  /** How many calls are open at a time. */
  concurrency: number;
  /** What each call is about. A reference is added to it, and the model repeats the reference behind its answer. */
  document: string;
  answer: string;
};

/** What a driver says of a batch. */
export type BatchReport = {
  latenciesMs: number[];
  elapsedMs: number;
  /** Why calls failed, one line each; one that got another call's answer has failed. */
  failures: string[];
  /** The process that the kit's client has started. */
  serverPid?: number;
  /** What the driver holds behind a forced collection, in MB; only when it may force one. */
  heapMb?: number;
};

/** A document of about 1 KB. */
export const DOCUMENT = `The town library closed for two years while its roof was rebuilt, and reopened with a workshop beside the reading room. Visitors now borrow tools as they borrow books, on the same card and for the same three weeks. In the first year 1,900 items were lent from the workshop, most of them sewing machines and drills, and 71 in a hundred came back earlier than they were due.

The trust had expected noise to be the trouble. It was dust instead: the filters of the reading room had to be changed every month, at a cost of 4,300 euros that nobody had planned for. A second door, put in over one weekend in March, ended most of it. The volunteers who run the repair table asked for one more evening a week, and got it, because the evenings are when people who work can come.

The report recommends three things to other towns: build the second door first, count what is mended rather than what is lent, and keep one table free for those who came to read.`;

/** A model's answer. */
export const ANSWER =
  "A rebuilt library lends tools beside books; dust, not noise, was the costly surprise, and a second door solved it.";

/** How often things are measured. */
export type Effort = {
  /** Batches of each side of a pair. */
  rounds: number;
  callsPerRound: number;
  warmUpCalls: number;
  /** Pairs of processes that each carrier is measured with. */
  pairs: number;
  /** Bursts of calls at once of each side. */
  bursts: number;
  /** Calls of a burst, or as many as are to be open at once if that is more. */
  callsPerBurst: number;
  /** Bursts of each before, which warm it up. */
  warmUpBursts: number;
  /** How often each size of document is summarized by fresh processes. */
  memoryRuns: number;
  /** Calls of each of the ten parts of a long run, in which the heap must not grow. */
  callsPerPart: number;
  /** Lines of each length that each transport reads. */
  lines: number;
  /** Starts of each server. */
  starts: number;
  /** Starts of each before, which fill the file system's cache. */
  warmUpStarts: number;
  /** Runs of the walkthrough. */
  walkthroughs: number;
};

/** Enough for figures that can be compared. */
export const FULL: Effort = {
  ...{ rounds: 21, callsPerRound: 200, warmUpCalls: 1000, pairs: 3 },
  ...{ bursts: 15, warmUpBursts: 2, callsPerBurst: 256, memoryRuns: 3, callsPerPart: 1000, lines: 21 },
  ...{ starts: 7, warmUpStarts: 1, walkthroughs: 3 },
};

/** Enough to see that everything runs. */
export const QUICK: Effort = {
  ...{ rounds: 2, callsPerRound: 20, warmUpCalls: 20, pairs: 1 },
  ...{ bursts: 1, warmUpBursts: 0, callsPerBurst: 8, memoryRuns: 1, callsPerPart: 3, lines: 1 },
  ...{ starts: 1, warmUpStarts: 0, walkthroughs: 1 },
};
