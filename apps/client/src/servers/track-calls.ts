import type { Origin, OriginCall } from "@kit/consent";
import type { ServerIdentity } from "./server-spec.ts";

/** The open calls of one connection, and what they say about where a sampling request comes from. */
export type CallTracker = {
  /** Runs a call, which counts as open until it has ended. */
  during<T>(tool: string, args: Readonly<Record<string, unknown>>, run: (call: OriginCall) => Promise<T>): Promise<T>;
  /**
   * Where a request comes from. Every revision builds it here.
   *
   * @param claimedName What the server calls itself.
   * @param call The call that the request belongs to. Absent: the wire does not say, so all that are open may be it.
   */
  originOf(claimedName: string | undefined, call?: OriginCall): Origin;
};

/** Keeps the open calls of one connection. */
export function trackCalls({ name, reachedBy }: ServerIdentity): CallTracker {
  const open = new Set<OriginCall>();
  let id = 0;
  return {
    async during(tool, args, run) {
      const call = { id: ++id, tool, arguments: args };
      open.add(call);
      try {
        return await run(call);
      } finally {
        open.delete(call);
      }
    },
    originOf: (claimedName = "unknown", call) => ({
      server: name,
      reachedBy,
      claimedName,
      calls: call === undefined ? [...open] : [call],
    }),
  };
}
