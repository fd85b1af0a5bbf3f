import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Ruling } from "../policy/ruling.ts";
import type { Account } from "./account.ts";
import type { Estimate } from "./estimate-request.ts";

/** One open tool call of a connection. */
export type OriginCall = { id: number; tool: string; arguments: Readonly<Record<string, unknown>> };

/** Where a sampling request came from, as this client knows it. */
export type Origin = {
  /** The name under which the person configured the server: policy and ledger go by it. */
  server: string;
  /** How the server is reached: the command that started it, or its URL. */
  reachedBy: string;
  /** What the server calls itself. Its claim, and shown as such. */
  claimedName: string;
  /** The tool calls that the request may belong to: one if the client knows, several if the wire does not say. */
  calls: readonly OriginCall[];
};

/** The names of the tools that a request may belong to, each once. */
export function toolsOf({ calls }: Pick<Origin, "calls">): string[] {
  return [...new Set(calls.map(({ tool }) => tool))];
}

/** One sampling request on its way through the handler. */
export type SamplingTurn = {
  /** Tells the turns of a handler apart: several may be on their way. */
  id: number;
  request: SamplingRequest;
  origin: Origin;
  /** Aborts when the server cancels, the connection closes, or the time is over. */
  signal: AbortSignal;
  /** What the policy says of it, once it was asked. */
  ruling?: Ruling;
  /** The signs of an attack that were found in it, in words for the person. */
  suspicions?: readonly string[];
  /** The `maxTokens` that the server asked for; `request.maxTokens` is what the policy grants. */
  askedMaxTokens?: number;
  /** How often each redaction rule took something out of the request. */
  redacted?: Readonly<Record<string, number>>;
  /** The model that answers, once it is chosen, and why it was. */
  model?: string;
  modelReason?: string;
  /** What one such request may use at most, once the limits let it pass. */
  estimate?: Estimate;
  /** What the ledger will say of it. One object for the whole turn: the steps write into it. */
  account: Account;
};

/** Takes a turn and brings it to its result, or throws a `KitError` that says why not. */
export type Next = (turn: SamplingTurn) => Promise<SamplingResult>;

/** One step of the handler: looks at the turn, passes it on, looks at what comes back. */
export type SamplingStep = (turn: SamplingTurn, next: Next) => Promise<SamplingResult>;
