import { onRoundTrip } from "./carriers.ts";
import type { Fault } from "./fault.ts";
import { lineOf, startCall } from "./fault-processes.ts";
import type { TestBed } from "./test-bed.ts";
import { forFirst, type WireMessage } from "./wire.ts";

type Params = Record<string, unknown>;

/** What goes wrong with the `requestState` that travels through the client. */
export const STATE_FAULTS: readonly Fault[] = [
  changed("was tampered with", (params) => ({ ...params, requestState: tamper(String(params.requestState)) })),
  changed("is empty", (params) => ({ ...params, requestState: "" })),
  {
    ...{ name: "the requestState is another server's", ends: onRoundTrip("state_invalid") },
    async connection(bed) {
      const requestState = await stateOfAnother(bed);
      return { wire: { rewrite: firstRetry((params) => ({ ...params, requestState })) } };
    },
  },
  changed("comes with other arguments", (params) => ({ ...params, arguments: { document: "Another one." } })),
  changed("comes with another tool", (params) => ({
    ...{ ...params, name: "translate", arguments: { text: "Good morning.", to: "Spanish" } },
  })),
];

function changed(how: string, change: (params: Params) => Params): Fault {
  return {
    ...{ name: `the requestState ${how}`, ends: onRoundTrip("state_invalid") },
    connection: () => ({ wire: { rewrite: firstRetry(change) } }),
  };
}

/** Changes the first request that brings a state. */
function firstRetry(change: (params: Params) => Params): (message: WireMessage) => WireMessage {
  const isFirst = forFirst(({ params }: WireMessage) => params?.requestState !== undefined);
  return (message) => (isFirst(message) ? { ...message, params: change(message.params ?? {}) } : message);
}

/** Changes what is authenticated, not only how it is written. */
function tamper(state: string): string {
  const middle = Math.floor(state.length / 2);
  return `${state.slice(0, middle)}${state[middle] === "A" ? "B" : "A"}${state.slice(middle + 1)}`;
}

/** A state that is sealed well, for the same call, with the key of another process. */
async function stateOfAnother(bed: TestBed): Promise<string> {
  const server = bed.startOtherServer();
  await startCall(server, "2026-07-28");
  const { result } = JSON.parse(await lineOf(server, /"requestState"/));
  server.child.stdin?.end();
  await server.exited;
  return result.requestState;
}
