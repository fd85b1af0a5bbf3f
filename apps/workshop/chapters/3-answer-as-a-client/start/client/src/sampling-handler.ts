import type { ApprovalOptions, AuditOptions, Candidate, Policy, RequestContext } from "@kit/consent";
import { type Gateway, GatewayError } from "@kit/gateway";
import { KitError, type SamplingResult } from "@kit/protocol";

/** Answers one `sampling/createMessage`. Every error is a `KitError` whose message may cross the wire. */
export type SamplingHandler = (params: unknown, context: RequestContext) => Promise<SamplingResult>;

/** What the handler works with: the user's policy and ledger, how they are asked, and the models that may answer. */
export type SamplingHandlerOptions = ApprovalOptions &
  Omit<AuditOptions, "toSafeError" | "isUnbilled"> & {
    gateway: Pick<Gateway, "completion">;
    /** The models that may answer. The first one is the default. */
    candidates: readonly Candidate[];
    /** What the user allows. */
    policy: Policy;
  };

/** Makes the handler of one connection. */
export function createSamplingHandler(_options: SamplingHandlerOptions): SamplingHandler {
  return logged(async () => {
    throw new KitError("sampling_failed", "The sampling handler is not written yet.");
  });
}

/** Until chapter 5: the server must not read what goes wrong in here, so it is written to the client's stderr. */
function logged(handler: SamplingHandler): SamplingHandler {
  return (params, context) =>
    handler(params, context).catch((error: unknown) => {
      if (!(error instanceof KitError)) console.error(error instanceof GatewayError ? error.message : error);
      throw error;
    });
}
