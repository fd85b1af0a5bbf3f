import { KitError, type ToolArguments, type ToolContract, type ToolOutput } from "@kit/protocol";
import { type Budget, type BudgetLimits, DEFAULT_BUDGET } from "../budget.ts";
import type { LogLevel, Step } from "../carrier.ts";
import { cutOff, type SampleReply } from "./ask-once.ts";
import type { Sample, SampleStep } from "./sample.ts";

/**
 * Tells how far a tool call has come.
 *
 * @param done Must grow from report to report; one that does not is dropped, as the specification demands.
 * @param total What `done` will be at the end, if that is known.
 * @param message What is being done. The round is added to it.
 */
export type ReportProgress = (done: number, total?: number, message?: string) => void;

/** What a tool's function gets beside its arguments. It is the same on every carrier. */
export type ToolContext = {
  /** Asks the client's model. */
  sample: Sample;
  /** Asks the client's model once, for a tool that drives its own loop of tools. */
  sampleStep: SampleStep;
  /** Does something once, although the function may be replayed. */
  step: Step;
  /** What this tool call may still spend. */
  budget: Budget;
  /** Tells the client how far the call has come, once, although the function may be replayed. */
  progress: ReportProgress;
  /** Tells the client's log something, once, although the function may be replayed. */
  log: (level: LogLevel, data: unknown) => void;
  /** Aborts when the call is cancelled, and at the end of a round that is suspended. */
  readonly signal: AbortSignal;
};

/** A tool: its contract, what one call may spend, and a linear function that knows nothing of protocols. */
export type Tool<Contract extends ToolContract = ToolContract> = {
  readonly contract: Contract;
  readonly limits: BudgetLimits;
  // A method, so that a Tool of one contract is a Tool of any: arguments are parsed before it is called.
  run(args: ToolArguments<Contract>, context: ToolContext): Promise<ToolOutput<Contract>>;
};

/** Declares a tool, keeping its exact types. @param limits Where they differ from `DEFAULT_BUDGET`. */
export function defineTool<Contract extends ToolContract>(
  contract: Contract,
  run: Tool<Contract>["run"],
  limits: Partial<BudgetLimits> = {},
): Tool<Contract> {
  return { contract, run, limits: { ...DEFAULT_BUDGET, ...limits } };
}

/** How the parts of a text are worked on. */
type Parts<T> = {
  parts: readonly string[];
  /** What is done with a part, for the messages: `summarized`. */
  done: string;
  work: (part: string, index: number) => Promise<T>;
  progress: ReportProgress;
  /** How many reports came before. */
  offset?: number;
};

/** Works on all parts side by side, in one round, and reports each. A part that fails for good fails the call. */
export async function sampleParts<T>({ parts, done, work, progress, offset = 0 }: Parts<T>): Promise<T[]> {
  let finished = offset;
  const total = offset + parts.length;
  return Promise.all(
    parts.map(async (part, index) => {
      try {
        const result = await work(part, index);
        finished += 1;
        progress(finished, total, `part ${index + 1} of ${parts.length} ${done}`);
        return result;
      } catch (error) {
        throw parts.length > 1 ? nameThePart(error, index + 1, parts.length) : error;
      }
    }),
  );
}

function nameThePart(error: unknown, part: number, parts: number): unknown {
  if (!(error instanceof KitError)) return error;
  const { code, isRetryable, data, message } = error;
  return new KitError(code, `Part ${part} of ${parts}: ${message}`, {
    isRetryable,
    data: { ...data, part, parts },
    cause: error,
  });
}

/** Puts a text between tags, so that a model can tell data from instructions. No closing tag in it ends it early. */
export function wrapData(tag: string, text: string): string {
  let name = tag;
  for (let number = 2; text.includes(`</${name}>`); number += 1) name = `${tag}-${number}`;
  return `<${name}>\n${text}\n</${name}>`;
}

/** @throws {KitError} "reply_cut_off" when the model stopped because it ran out of tokens. */
export function assertComplete(reply: SampleReply): void {
  if (reply.stopReason === "maxTokens") throw cutOff(reply);
}
