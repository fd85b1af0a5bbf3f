import type { Gateway } from "@kit/gateway";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Candidate } from "../models/candidates.ts";
import { chooseModel } from "./choose-model.ts";
import { endWhenUnwanted } from "./end-when-unwanted.ts";
import { generate } from "./generate.ts";
import { limitTime } from "./limit-time.ts";
import { record } from "./record.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import type { Next, Origin, SamplingStep } from "./sampling-turn.ts";
import { validate } from "./validate.ts";

/** Answers one `sampling/createMessage`. Every error is a `KitError` whose message may cross the wire. */
export type SamplingHandler = (
  request: unknown,
  context: { origin: Origin; signal: AbortSignal },
) => Promise<SamplingResult>;

/** What the handler works with. */
export type SamplingHandlerOptions = {
  gateway: Pick<Gateway, "completion">;
  /** The models that may answer. The first one is the default. */
  candidates: readonly Candidate[];
  /** How long a model may take for one request, in milliseconds. Default: two minutes. */
  timeoutMs?: number;
  /** Sees what happens. Default: nobody does. */
  observe?: SamplingObserver;
};

const DEFAULT_TIMEOUT_MS = 120_000;

/** The client's policy at a glance: what happens to a sampling request, in order. */
export function createSamplingHandler(options: SamplingHandlerOptions): SamplingHandler {
  const { gateway, candidates, timeoutMs = DEFAULT_TIMEOUT_MS, observe = () => undefined } = options;
  const handle = compose([
    record(observe),
    endWhenUnwanted,
    validate(),
    chooseModel(candidates, observe),
    limitTime(timeoutMs),
    generate(gateway, observe),
  ]);
  let id = 0;
  return (request, { origin, signal }) =>
    handle({ id: ++id, request: request as SamplingRequest, origin, signal, account: {} });
}

function compose(steps: readonly SamplingStep[]): Next {
  const end: Next = () => Promise.reject(new Error("The last step of the sampling handler must answer."));
  return steps.reduceRight<Next>((next, step) => (turn) => step(turn, next), end);
}
