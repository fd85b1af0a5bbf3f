import type { SamplingRequest, SamplingResult } from "@kit/protocol";

declare const stage: unique symbol;

/** What one step of the handler made. The next step takes nothing else, so that none can be left out or swapped. */
export type MadeBy<Step extends string, T> = T & { readonly [stage]: Step };

/** A request that keeps the specification's rules, and belongs to an open tool call. */
export type ValidRequest = MadeBy<"validateRequest", SamplingRequest>;

/** What the policy grants of a request. */
export type Granted = {
  request: MadeBy<"grantRequest", SamplingRequest>;
  /** The `maxTokens` that the server asked for; `request.maxTokens` is what it gets. */
  askedMaxTokens: number;
};

/** A request as it may leave. */
export type Prompt = {
  request: MadeBy<"redact", SamplingRequest>;
  askedMaxTokens: number;
  /** How often each redaction took something out. */
  redacted: Readonly<Record<string, number>>;
};

/** A request that was let through, as the user edited it if they did. */
export type ApprovedRequest = MadeBy<"approve", SamplingRequest>;

/** The answer of a model, before anybody has seen it. */
export type Answer = MadeBy<"send", SamplingResult>;

/** The answer as the server may get it. */
export type ReviewedAnswer = MadeBy<"review", SamplingResult>;
