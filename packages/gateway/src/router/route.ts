import type { Attempt } from "../call/trail.ts";
import type { CompletionRequest } from "../completion-request.ts";
import type { Deployment } from "./deployment.ts";

/** One call on its way through a router. */
export interface Route {
  readonly request: CompletionRequest;
  /** Ends with the deadline of the whole call. */
  readonly signal: AbortSignal;
  readonly endsAt: number;
  readonly startedAt: number;
  /** The requests of attempts that have ended. */
  readonly trail: Attempt[];
  readonly failed: Set<Deployment>;
  /** How many times a deployment was chosen and asked. */
  sends: number;
  /** Whom a fallback has come from; undefined before the first. */
  fallbackFrom: string | undefined;
}
