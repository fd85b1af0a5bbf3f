import type { KitError, SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Approval } from "../approval/approver.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import { type Estimate, estimateRequest, type ModelChoice } from "../request/choose-model.ts";
import {
  type Answer,
  type Decision,
  type MadeBy,
  type Origin,
  type Prompt,
  Refusal,
  type ReviewedAnswer,
  withinTime,
} from "../stages.ts";

export type Generation = {
  provider: string;
  model: string;
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  latencyMs: number;
  costUsd: number | undefined;
  warnings: readonly string[];
};

/** What happens to a sampling request, told as it happens; `id` tells requests apart. */
export type SamplingEvent = { id: number } & (
  | { type: "requested"; request: SamplingRequest; origin: Origin }
  | { type: "model-chosen"; model: string; reason: string }
  | { type: "decided"; decision: Decision }
  | ({ type: "generated" } & Generation)
  | { type: "replied"; result: SamplingResult }
  | { type: "failed"; error: KitError }
);

export type SamplingObserver = (event: SamplingEvent) => void;

export type Reservation = MadeBy<"reserve", { estimate: Estimate }>;

export type Generated = {
  result: SamplingResult;
  generation: Generation;
  /** The model that answered, as provider/name. */
  answeredBy: string;
};

type RecordOptions = {
  id: number;
  origin: Origin;
  signal: AbortSignal;
  ledger: Ledger;
  observe: SamplingObserver;
  timeoutMs: number;
};

/** One sampling request on its way: it is counted and timed, and its observers hear of it. Nothing is kept. */
export class AuditRecord {
  readonly #options: RecordOptions;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  /** Counts the request, and estimates what it may use. @throws {KitError} "limit_reached" before anybody is asked. */
  async reserve({ request }: Prompt, { limits }: PolicyDecision, choice: ModelChoice): Promise<Reservation> {
    const { id, origin, ledger, observe, signal } = this.#options;
    const { model, reason } = choice;
    observe({ id, type: "model-chosen", model, reason });
    const estimate = await estimateRequest(request, choice.ids, choice.estimateUsd);
    signal.throwIfAborted();
    ledger.reserve(origin.server, limits.requestsPerMinute);
    return { estimate } as Reservation;
  }

  async approve(work: () => Promise<Approval>): Promise<Approval> {
    const approval = await work();
    this.#decide(approval.decision);
    return approval;
  }

  /** Asks the model. @throws {KitError} "timed_out" */
  async send(_approval: Approval, work: (signal: AbortSignal) => Promise<Generated>): Promise<Answer> {
    const { id, signal, observe, timeoutMs } = this.#options;
    signal.throwIfAborted();
    const limit = { timeoutMs, message: "The client's model did not answer" };
    const { result, generation } = await withinTime(signal, limit, work);
    observe({ id, type: "generated", ...generation });
    return result as Answer;
  }

  review(work: () => Promise<ReviewedAnswer>): Promise<ReviewedAnswer> {
    return work();
  }

  close({ error }: { result?: SamplingResult; error?: KitError; isUnbilled?: boolean; reason?: string | undefined }) {
    if (error instanceof Refusal) this.#decide(error.decision);
  }

  #decide(decision: Decision): void {
    const { id, observe } = this.#options;
    observe({ id, type: "decided", decision });
  }
}
