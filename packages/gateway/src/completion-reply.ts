import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Attempt } from "./call/trail.ts";
import type { Cost } from "./cost/cost.ts";
import type { TokenUsage } from "./read-usage.ts";

/** What the gateway knows about a completion beside the answer. */
export interface CompletionReport {
  /** The provider's name, as in the model id. */
  readonly provider: string;
  /** The model id that has answered. */
  readonly model: string;
  /** The name of the group that was asked for; absent when it was a model, or there was no router. */
  readonly alias?: string | undefined;
  /** How many requests were sent to get this answer. */
  readonly attempts: number;
  /** Those requests, in order. */
  readonly trail: readonly Attempt[];
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: readonly string[];
  /** Undefined when the provider does not say. */
  readonly usage: TokenUsage | undefined;
  readonly cost: Cost;
  /** Whether the answer was kept from before, so that nothing was sent. */
  readonly cached: boolean;
  /** Milliseconds from call to answer. */
  readonly latencyMs: number;
}

/** The provider's completion, untouched, with the gateway's report beside it. Has at least one choice. */
export type CompletionReply = ChatCompletion & { readonly kit: CompletionReport };
