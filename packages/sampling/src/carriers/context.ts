import { AsyncLocalStorage } from "node:async_hooks";
import { KitError } from "@kit/protocol";
import type { BudgetLimits, Spend } from "../budget.ts";
import type { Ask, Carrier, Notify, Step } from "../carrier.ts";
import { createSample, createSampleStep } from "../sample/sample.ts";
import type { ToolContext } from "../sample/tool.ts";
import { withUniqueNames } from "./step.ts";

/** How long one run of a tool's function lasts. Makes its signal only when somebody asks for it, since that is slow. */
export class Lifetime {
  isOver = false;
  readonly #reason: KitError;
  #controller: AbortController | undefined;

  constructor(reason: KitError) {
    this.#reason = reason;
  }

  /** Aborts when it is over. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.isOver) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  end(): void {
    this.isOver = true;
    this.#controller?.abort(this.#reason);
  }
}

/** One call of a tool, as every carrier gets it. */
export type Call<R> = {
  /** The tool's name, for its errors. */
  tool: string;
  run: (context: ToolContext) => Promise<R>;
  /** Whether the client declared the `sampling` capability, and `sampling.tools` within it. */
  canSample: boolean;
  canUseTools: boolean;
  limits: BudgetLimits;
  notify: Notify;
  /** Aborts when the client cancels the call. */
  signal: AbortSignal;
  /** The `_meta` of its request. */
  meta?: unknown;
};

/** What the client was told already. A replay does not tell it again. */
export type Told = { progress: number | undefined };

/** One run of a tool's function, as its carrier sees it. */
type Run = Carrier & {
  lifetime: Lifetime;
  notify: Notify;
  told: Told;
  /** What the function has seen spent so far. */
  seen: Spend;
};

/** The runs of which the code at hand is the work of a step. */
const stepsAround = new AsyncLocalStorage<readonly Lifetime[]>();

/** Lets no step ask a question: a replay sends its questions when no step is in flight, and repeats no step. */
function keepApart({ ask, step, lifetime }: Run): { ask: Ask; step: Step } {
  return {
    async ask(request, options) {
      if (!stepsAround.getStore()?.includes(lifetime)) return ask(request, options);
      const message = "sample() was called inside the work of a step. Call it outside, and use its answer in the step.";
      throw new KitError("sample_in_step", message);
    },
    step: (name, work) => step(name, () => stepsAround.run([...(stepsAround.getStore() ?? []), lifetime], work)),
  };
}

/** Makes what a tool's function gets beside its arguments. Once its run is over, the client is told nothing more. */
export function createContext(run: Run): ToolContext {
  const { budget, lifetime, notify, told, seen } = run;
  const carrier = { ...run, ...keepApart(run) };
  return {
    sample: createSample(carrier),
    sampleStep: createSampleStep(carrier),
    step: withUniqueNames(carrier.step),
    budget,
    progress(done, total, message) {
      if (lifetime.isOver || (told.progress !== undefined && done <= told.progress)) return;
      told.progress = done;
      const round = seen.rounds > 0 ? `round ${seen.rounds} of ${budget.limits.rounds}` : "";
      const text = [message, round].filter(Boolean).join(", ");
      notify.progress({ progress: done, ...(total !== undefined && { total }), ...(text !== "" && { message: text }) });
    },
    log(level, data) {
      if (!lifetime.isOver) notify.log(level, data);
    },
    get signal() {
      return lifetime.signal;
    },
  };
}

/** @throws {KitError} "client_cannot_sample" when the client did not declare the capability. */
export function assertCanSample(canSample: boolean): void {
  if (canSample) return;
  throw new KitError(
    "client_cannot_sample",
    "This tool asks the client's model, and the client did not declare the sampling capability. Use a client that does.",
  );
}
