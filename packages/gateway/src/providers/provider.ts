import type { ErrorKind } from "../errors/error-kinds.ts";

/** One row of the provider table: all that the gateway knows about a provider before it asks it anything. */
export interface Provider {
  /** The prefix of its model ids, as in `name/model`. */
  readonly name: string;
  /** Its name in prose. */
  readonly title: string;
  /**
   * `"hosted"`: the messages leave this machine, whatever the base URL says (a proxy on this machine forwards them).
   * `"loopback"`: the messages stay here as long as the base URL points here; ask {@link isHosted}.
   */
  readonly runsAt: "hosted" | "loopback";
  /** Where its OpenAI-compatible API is. Without it, the base URL must come from settings or {@link baseURLEnv}. */
  readonly baseURL?: string;
  /** The environment variable that gives or replaces the base URL. */
  readonly baseURLEnv?: string;
  /** The path which is added to the value of {@link baseURLEnv} when it is not there yet. */
  readonly baseURLPath?: string;
  /** Environment variables that may hold the API key; the first that is not empty wins. */
  readonly apiKeyEnv: readonly string[];
  /** Whether a request without a key is hopeless. Without a key, the others get a placeholder. */
  readonly needsKey: boolean;
  /** The parameter that limits the length of an answer, unless a rule for the model says otherwise. */
  readonly tokenLimit: "max_tokens" | "max_completion_tokens";
  /**
   * Where an answer tells what it costs: it is free, or a field, or a header has the dollars. Absent when it does not.
   */
  readonly costFrom?: "offline" | "usage.cost" | "x-litellm-response-cost";
  /** Its name in the table of list prices; absent when the table does not have it. */
  readonly pricesAs?: string;
  /** `"unasked"`: a stream ends with token counts by itself, and a request for them is refused. Default: asks for them. */
  readonly usageInStreams?: "unasked";
  /** What to do about an error at this provider, where that is more precise than the advice for its kind. */
  readonly fixes?: Readonly<Partial<Record<ErrorKind, string>>>;
  /** The provider's page which this row follows. */
  readonly docsURL: string;
}
