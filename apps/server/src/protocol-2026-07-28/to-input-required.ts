import type { RoundOutcome, StateSeal } from "@kit/sampling";
import { type CreateMessageRequestParams, inputRequired } from "@modelcontextprotocol/server";

type Suspended = Extract<RoundOutcome<unknown>, { kind: "input_required" }>;

/** Puts the questions of a suspended round, and its sealed journal, into an `input_required` result. */
export async function toInputRequired({ questions, journal }: Suspended, seal: StateSeal) {
  const inputRequests = Object.fromEntries(
    Object.entries(questions).map(([key, request]) => [
      key,
      inputRequired.createMessage(request as CreateMessageRequestParams),
    ]),
  );
  return inputRequired({ inputRequests, requestState: await seal.seal(journal) });
}
