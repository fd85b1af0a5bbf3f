import type { ErrorKind } from "../errors/error-kinds.ts";

/** One request to a provider, as it ended. */
export interface Attempt {
  /** The model id that was asked: `provider/name`. */
  readonly model: string;
  /** What went wrong; absent when the provider answered. */
  readonly kind?: ErrorKind;
  /** Milliseconds from request to end. */
  readonly latencyMs: number;
}

/** The requests of a call, in order. At most one is open. */
export interface Trail {
  readonly model: string;
  readonly attempts: Attempt[];
  openedAt: number | undefined;
}

export function createTrail(model: string): Trail {
  return { model, attempts: [], openedAt: undefined };
}

export function openAttempt(trail: Trail): void {
  trail.openedAt = performance.now();
}

/** Closes the open attempt. Without one it does nothing: an answer may come when its deadline has closed it already. */
export function closeAttempt(trail: Trail, kind?: ErrorKind): void {
  if (trail.openedAt === undefined) return;
  const latencyMs = performance.now() - trail.openedAt;
  trail.attempts.push({ model: trail.model, ...(kind && { kind }), latencyMs });
  trail.openedAt = undefined;
}
