import {
  type ApprovalOptions,
  type AuditOptions,
  type Candidate,
  type Policy,
  type RequestContext,
  validateRequest,
} from "@kit/consent";
import { type Gateway, GatewayError } from "@kit/gateway";
import { KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import { toChatRequest } from "@kit/sampling";

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
export function createSamplingHandler(options: SamplingHandlerOptions): SamplingHandler {
  const { gateway, candidates } = options;

  return logged(async (params, { origin, signal }) => {
    const valid = validateRequest(params, origin);
    const model = chooseModel(valid, candidates);
    return generate(gateway, valid, model, signal);
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

/** The first hint that is part of a model's name decides. Without one, the first model answers. */
function chooseModel({ modelPreferences }: SamplingRequest, candidates: readonly Candidate[]): string {
  const hints = modelPreferences?.hints ?? [];
  const hinted = hints.flatMap(({ name }) => candidates.filter(({ model }) => name && model.includes(name)));
  const [choice] = [...hinted, ...candidates];
  if (choice === undefined) throw new KitError("unknown_model", "This client has no model.");
  return choice.model;
}

/** Asks the chosen model through the gateway. */
async function generate(
  gateway: Pick<Gateway, "completion">,
  request: SamplingRequest,
  model: string,
  signal: AbortSignal,
): Promise<SamplingResult> {
  const chatRequest = toChatRequest(request);
  const { kit: _, ...completion } = await gateway.completion({ ...chatRequest, model, signal });
  return completion as unknown as SamplingResult;
}
