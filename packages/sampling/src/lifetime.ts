import type { KitError } from "@kit/protocol";

/** How long a run of a tool's function lasts. */
export type Lifetime = {
  readonly isOver: boolean;
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
  end(): void;
};

/** Makes the signal when somebody asks for it: few tools look at theirs, and a signal that aborts takes as long as checking a question. */
export function createLifetime(reason: KitError): Lifetime {
  let controller: AbortController | undefined;
  let isOver = false;
  return {
    get isOver() {
      return isOver;
    },
    get signal() {
      controller ??= new AbortController();
      if (isOver) controller.abort(reason);
      return controller.signal;
    },
    end() {
      isOver = true;
      controller?.abort(reason);
    },
  };
}
