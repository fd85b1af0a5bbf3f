import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Cost } from "./read-cost.ts";
import type { TokenUsage } from "./read-usage.ts";

/** What the gateway knows about a completion beside the answer. */
export interface CompletionReport {
  /** The provider's name, as in the model id. */
  readonly provider: string;
  /** The model id as it was asked for. */
  readonly model: string;
  /** How many requests were sent to get this answer. */
  readonly attempts: number;
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: readonly string[];
  /** Undefined when the provider does not say. */
  readonly usage: TokenUsage | undefined;
  readonly cost: Cost;
  /** Milliseconds from call to answer. */
  readonly latencyMs: number;
}

/** The provider's completion, untouched, with the gateway's report beside it. Has at least one choice. */
export type CompletionReply = ChatCompletion & { readonly kit: CompletionReport };
