import type { Attempt } from "../call/trail.ts";
import type { CompletionRequest } from "../completion-request.ts";
import type { GatewayError } from "../errors/gateway-error.ts";
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
  /** Those that were at their limit when this call came to them. */
  readonly refused: Set<Deployment>;
  lastError: GatewayError | undefined;
  /** How many times a deployment was chosen and asked. */
  sends: number;
  /** Whom a fallback has come from; undefined before the first. */
  fallbackFrom: string | undefined;
}
