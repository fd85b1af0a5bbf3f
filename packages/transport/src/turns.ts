import type { JsonRpcMessage, Traffic } from "./json-rpc.ts";

/** A message that has come, with what an SDK's transport hands over beside it. */
type Arrival = [message: JsonRpcMessage, ...rest: unknown[]];

/** Hands over what has come in turns: SDKs drop a report of progress in the same turn as the response behind it. */
export function createTurns(handOver: (...arrival: Arrival) => void) {
  const waiting: Arrival[] = [];
  /** What was handed over in this turn. */
  let turn: { hasNotification: boolean; hasResponse: boolean } | undefined;
  let isNextTurnDue = false;

  function deliver(): void {
    if (isNextTurnDue) return;
    for (let [arrival] = waiting; arrival !== undefined; [arrival] = waiting) {
      if (mustWait(arrival[0])) break;
      waiting.shift();
      note(arrival[0]);
      handOver(...arrival);
    }
    if (waiting.length > 0) deliverInNextTurn();
  }

  /** A request waits for the turn behind a response, too: it does not belong to the call that has ended with that. */
  function mustWait(message: JsonRpcMessage): boolean {
    if (turn === undefined) return false;
    if (!("method" in message)) return turn.hasNotification;
    return "id" in message && turn.hasResponse;
  }

  function note(message: JsonRpcMessage): void {
    if (turn === undefined) {
      turn = { hasNotification: false, hasResponse: false };
      // The SDKs deal with a message in promise jobs, which run before anything else comes in.
      queueMicrotask(() => {
        turn = undefined;
      });
    }
    if (!("method" in message)) turn.hasResponse = true;
    else if (!("id" in message)) turn.hasNotification = true;
  }

  function deliverInNextTurn(): void {
    isNextTurnDue = true;
    setImmediate(() => {
      isNextTurnDue = false;
      deliver();
    });
  }

  return { waiting, deliver };
}

type SdkTransport = { send: (message: never, options?: never) => Promise<void> };

/** Lets an SDK's own transport hand over in turns, too. @param see Sees each message when it is sent, or has come. */
export function takeTurns(
  transport: SdkTransport,
  see: (direction: Traffic["direction"], message: JsonRpcMessage) => void,
): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    see("sent", message);
    return send(message, options);
  };

  // The SDK's client sets this when it takes the transport over.
  let onMessage: ((...arrival: Arrival) => void) | undefined;
  const { waiting, deliver } = createTurns((...arrival) => onMessage?.(...arrival));
  const arrive = (...arrival: Arrival): void => {
    see("received", arrival[0]);
    waiting.push(arrival);
    deliver();
  };
  Object.defineProperty(transport, "onmessage", {
    get: () => onMessage && arrive,
    set(next: typeof onMessage) {
      onMessage = next;
    },
  });
}

/** An observer that fails, such as a log, must not end what it observes. */
export function harmless(observe: ((traffic: Traffic) => void) | undefined): (traffic: () => Traffic) => void {
  return (traffic) => {
    try {
      observe?.(traffic());
    } catch {
      // It has shown no line, or half of one.
    }
  };
}

/** One observer for those that are there; `undefined` when there is none. */
export function tellAll<T>(observers: readonly (((told: T) => void) | undefined)[]): ((told: T) => void) | undefined {
  const there = observers.filter((observer) => observer !== undefined);
  if (there.length <= 1) return there[0];
  return (told) => {
    for (const tell of there) tell(told);
  };
}
