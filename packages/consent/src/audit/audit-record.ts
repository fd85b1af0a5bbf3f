import { fromDeclinedResult, type KitError, type SamplingRequest, type SamplingResult, trace } from "@kit/protocol";
import type { Approval } from "../approval/approver.ts";
import { diffEdit, toEditable } from "../approval/edit-diff.ts";
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
  toolsOf,
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

/** What happens to a sampling request, told as it happens; `id` tells requests apart. `userMs` is how long the user took. */
export type SamplingEvent = { id: number } & (
  | { type: "requested"; request: SamplingRequest; origin: Origin }
  | { type: "model-chosen"; model: string; reason: string }
  | { type: "decided"; decision: Decision; userMs: number; edited: SamplingRequest | undefined }
  | ({ type: "generated" } & Generation)
  | { type: "replied"; result: SamplingResult }
  | { type: "failed"; error: KitError }
);

export type SamplingObserver = (event: SamplingEvent) => void;

export type Reservation = MadeBy<"reserve", { id: number; estimate: Estimate }>;

export type Generated = {
  result: SamplingResult;
  generation: Generation;
  /** The model that answered, as provider/name: an alias and its fallbacks stand for several. */
  answeredBy: string;
};

type Ending =
  | { result: SamplingResult; error?: never; reason?: never }
  | { result?: never; error: KitError; isUnbilled: boolean; reason: string | undefined };

type RecordOptions = {
  id: number;
  origin: Origin;
  signal: AbortSignal;
  ledger: Ledger;
  observe: SamplingObserver;
  timeoutMs: number;
};

/** For how long a request counts whose process has died: more than approval and answer may take. */
const HOLD_MS = 60 * 60 * 1000;

/** The audit record of one sampling request: one entry in the ledger, from the moment on that something is set aside. */
export class AuditRecord {
  readonly #options: RecordOptions;
  readonly #at = Date.now();
  readonly #startedAt = performance.now();
  #decision: Decision = "none";
  #userMs: number | undefined;
  #reserved: { prompt: Prompt; policy: PolicyDecision; model: string; reservation?: Reservation } | undefined;
  #sent: SamplingRequest | undefined;
  #generated: Generated | undefined;
  #entry: number | undefined;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  /**
   * Sets aside in the ledger what the request may use at the chosen model. Also without any limit: one may be set later
   * in the day.
   *
   * @throws {KitError} "limit_reached" before anybody is asked, "ledger_unusable" when nobody can tell what is left.
   */
  async reserve(prompt: Prompt, policy: PolicyDecision, choice: ModelChoice): Promise<Reservation> {
    const { id, origin, ledger, observe, signal } = this.#options;
    const { model, reason } = choice;
    observe({ id, type: "model-chosen", model, reason });
    this.#reserved = { prompt, policy, model };
    const estimate = await estimateRequest(prompt.request, choice.ids, choice.estimateUsd);
    // What has ended meanwhile would never give back what is set aside now.
    signal.throwIfAborted();
    const { limits, toolLimits } = policy;
    const now = Date.now();
    const reservation = ledger.reserve({
      ...{ server: origin.server, tools: toolsOf(origin), limits, toolLimits, now, expiresAt: now + HOLD_MS },
      tokens: estimate.inputTokens + estimate.outputTokens,
      costUsd: estimate.costUsd,
    });
    const made = { id: reservation, estimate } as Reservation;
    this.#reserved.reservation = made;
    this.#noteUnfinished(model, made);
    return made;
  }

  /** Writes down what is under way: if this process dies, the ledger says what the provider may bill. */
  #noteUnfinished(model: string, { estimate }: Reservation): void {
    const { origin, ledger } = this.#options;
    this.#entry = ledger.add({
      ...{ id: this.#entry, at: this.#at, server: origin.server, tools: toolsOf(origin), model, ...estimate },
      ...{ decision: this.#decision, wasSent: this.#sent !== undefined, outcome: "unfinished" },
      ...{ durationMs: performance.now() - this.#startedAt, userMs: this.#userMs },
    });
  }

  approve(work: () => Promise<Approval>): Promise<Approval> {
    return trace.run({ method: "approve" }, async (tell) => {
      const toldOf = (decision: Decision) => ({ "kit.decision": decision, "kit.user_ms": this.#userMs });
      try {
        const approval = await this.#timeUser(work);
        this.#decide(approval.decision, approval.edited);
        tell(toldOf(approval.decision));
        return approval;
      } catch (error) {
        if (error instanceof Refusal) tell(toldOf(error.decision));
        throw error;
      }
    });
  }

  /** Asks the model. From here on the provider may bill the request. @throws {KitError} "timed_out" */
  async send({ request }: Approval, work: (signal: AbortSignal) => Promise<Generated>): Promise<Answer> {
    const { id, signal, observe, timeoutMs } = this.#options;
    signal.throwIfAborted();
    this.#sent = request;
    const { model, reservation } = this.#reserved ?? {};
    if (model !== undefined && reservation !== undefined) {
      // What may be billed does not expire.
      this.#settle(reservation, false);
      this.#noteUnfinished(model, reservation);
    }
    const limit = { timeoutMs, message: "The client's model did not answer" };
    this.#generated = await withinTime(signal, limit, work);
    observe({ id, type: "generated", ...this.#generated.generation });
    return this.#generated.result as Answer;
  }

  review(work: () => Promise<ReviewedAnswer>): Promise<ReviewedAnswer> {
    return this.#timeUser(work);
  }

  /** Settles what the request has used, and writes it into the ledger. @throws {KitError} "ledger_unusable" */
  close(ending: Ending): void {
    const { origin, ledger } = this.#options;
    const { prompt, policy, model, reservation } = this.#reserved ?? {};
    const { result, error, reason } = ending;
    if (error instanceof Refusal) this.#decide(error.decision, undefined);
    const isFree = ending.error !== undefined && ending.isUnbilled;
    if (reservation !== undefined) this.#settle(reservation, isFree);
    const [asked, sent, answered] = [prompt?.request, this.#sent, this.#generated?.result];
    const {
      inputTokens,
      outputTokens,
      costUsd = isFree || reservation?.estimate.costUsd === 0 ? 0 : undefined,
    } = this.#generated?.generation ?? {};
    const isKept = policy?.log === "content";
    // Without leave to keep the content, a diff shows the changed lines and none around them.
    const context = isKept ? 3 : 0;
    ledger.add({
      ...{ id: this.#entry, at: this.#at, server: origin.server, tools: toolsOf(origin) },
      ...{ model: this.#generated?.answeredBy ?? model, decision: this.#decision },
      // Whoever edits makes another object.
      requestDiff: asked && sent && asked !== sent ? diffEdit(["asked", "sent"], asked, sent, context) : undefined,
      resultDiff:
        answered && result && answered !== result
          ? diffEdit(["answered", "replied"], toEditable(answered), toEditable(result), context)
          : undefined,
      wasSent: sent !== undefined,
      ...{ inputTokens, outputTokens, costUsd },
      ...{ durationMs: performance.now() - this.#startedAt, userMs: this.#userMs, reason },
      outcome: (error ?? (result && fromDeclinedResult(result)))?.code ?? "replied",
      ...(isKept && { request: sent ?? asked, result: result ?? answered }),
    });
  }

  #decide(decision: Decision, edited: SamplingRequest | undefined): void {
    const { id, observe } = this.#options;
    this.#decision = decision;
    observe({ id, type: "decided", decision, userMs: this.#userMs ?? 0, edited });
  }

  async #timeUser<T>(work: () => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    try {
      return await work();
    } finally {
      this.#userMs = (this.#userMs ?? 0) + performance.now() - askedAt;
    }
  }

  /** What nobody has told counts as it was estimated: a provider may bill an answer that never came. */
  #settle({ id, estimate }: Reservation, isUnbilled: boolean): void {
    const { ledger } = this.#options;
    const { inputTokens, outputTokens, costUsd = estimate.costUsd } = this.#generated?.generation ?? {};
    const tokens = (inputTokens ?? estimate.inputTokens) + (outputTokens ?? estimate.outputTokens);
    const isFree = this.#sent === undefined || isUnbilled;
    ledger.settle(id, isFree ? { tokens: 0, costUsd: 0 } : { tokens, costUsd });
  }
}
