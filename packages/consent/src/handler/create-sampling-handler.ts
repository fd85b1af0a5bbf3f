import type { Gateway } from "@kit/gateway";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Approver } from "../approval/approver.ts";
import type { Remember } from "../approval/create-decision-desk.ts";
import type { Ledger } from "../ledger/open-ledger.ts";
import type { Policy } from "../policy/create-policy.ts";
import { applyPolicy } from "./apply-policy.ts";
import { approve } from "./approve.ts";
import type { Candidate } from "./candidates.ts";
import { chooseModel } from "./choose-model.ts";
import { endWhenUnwanted } from "./end-when-unwanted.ts";
import { generate } from "./generate.ts";
import { limit } from "./limit.ts";
import { limitTime } from "./limit-time.ts";
import { record } from "./record.ts";
import { redact } from "./redact.ts";
import { requireCall } from "./require-call.ts";
import { review } from "./review.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import type { Next, Origin, SamplingStep } from "./sampling-turn.ts";
import { suspect } from "./suspect.ts";
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
  /** What the person allows. */
  policy: Policy;
  /** Where limits are kept and requests written down. */
  ledger: Ledger;
  /** Asks the person. Absent: nobody can be asked, and what the policy would ask about is refused. */
  approver?: Approver | undefined;
  /** Whether what the policy would ask about is let through (`--yes`). Default: false. */
  approveAll?: boolean | undefined;
  /** Writes into the policy that a tool may sample from now on. Absent: that holds for the session only. */
  remember?: Remember | undefined;
  /** Aborts when the connection closes: no decision outlives it. Absent: the handler has one connection for life. */
  closed?: AbortSignal | undefined;
  /** How long a model may take for one request, in milliseconds. Default: two minutes. */
  timeoutMs?: number | undefined;
  /** How long a person may take for one decision, in milliseconds. Default: five minutes. */
  decisionTimeoutMs?: number | undefined;
  /** Sees what happens. Default: nobody does. */
  observe?: SamplingObserver | undefined;
  /** Tells the person what went wrong without ending anything. Default: nobody hears. */
  warn?: ((message: string) => void) | undefined;
};

const DEFAULT_TIMEOUT_MS = 120_000;
const nobody = () => undefined;

/** What a responsible host does with a sampling request, in order. One handler serves one connection. */
export function createSamplingHandler(options: SamplingHandlerOptions): SamplingHandler {
  const { gateway, candidates, policy, ledger, timeoutMs = DEFAULT_TIMEOUT_MS, observe = nobody } = options;
  const handle = compose([
    record(observe, ledger),
    endWhenUnwanted,
    requireCall,
    validate(),
    applyPolicy(policy),
    redact(policy),
    suspect,
    chooseModel(candidates, observe),
    limit({ ledger, candidates }),
    approve({ ...options, observe }),
    review(options),
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
