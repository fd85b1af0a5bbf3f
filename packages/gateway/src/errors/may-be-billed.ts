import type { ErrorKind } from "./error-kinds.ts";

const BILLED: readonly ErrorKind[] = ["timeout", "aborted", "connection", "stream_truncated", "invalid_response"];

/** Whether the provider may bill a request that ended in this, though nobody has seen its answer. */
export function mayBeBilled(kind: ErrorKind): boolean {
  return BILLED.includes(kind);
}
