import { KitError } from "@kit/protocol";
import type { Spend } from "../budget.ts";
import type { Carrier, Notify } from "../carrier.ts";
import { createSample, createSampleStep } from "../sample/sample.ts";
import type { ToolContext } from "../sample/tool.ts";
import { withUniqueNames } from "./step.ts";

/** How long one run of a tool's function lasts. */
export type Lifetime = {
  readonly isOver: boolean;
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
  end(): void;
};

/**
 * Makes the signal when somebody asks for it: few tools look at theirs, and a signal that aborts takes as long as
 * checking a question.
 */
export function createLifetime(reason: KitError): Lifetime {
  let controller: AbortController | undefined;
  let isOver = false;
  return {
    get isOver() {
      return isOver;
    },
    get signal() {
      controller ??= new AbortController();
      if (isOver) controller.abort(reason);
      return controller.signal;
    },
    end() {
      isOver = true;
      controller?.abort(reason);
    },
  };
}

/** What the client was told already. A replay does not tell it again. */
export type Told = { progress: number | undefined };

/** One run of a tool's function, as its carrier sees it. */
type Run = Omit<Carrier, "signal"> & {
  lifetime: Lifetime;
  notify: Notify;
  told: Told;
  /** What the function has seen spent so far. */
  seen: Spend;
};

/** Makes what a tool's function gets beside its arguments. Once its run is over, the client is told nothing more. */
export function createContext({ lifetime, notify, told, seen, ...rest }: Run): ToolContext {
  const { step, budget } = rest;
  const carrier: Carrier = {
    ...rest,
    get signal() {
      return lifetime.signal;
    },
  };
  return {
    sample: createSample(carrier),
    sampleStep: createSampleStep(carrier),
    step: withUniqueNames(step),
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
