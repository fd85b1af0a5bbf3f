import type { JsonRpcMessage } from "@kit/transport";

/** One message that crossed between a client and a server. */
export type WireMessage = {
  /** On which connection: the name of the server in `mcp.json`; `own` for one that a check has made to the learner's. */
  connection: string;
  direction: "to-server" | "to-client";
  message: JsonRpcMessage;
  bytes: number;
  /** When it crossed, in milliseconds from the beginning of the check. */
  ms: number;
};

/** A message with its fields, whatever kind it is. */
export type AnyMessage = {
  id?: string | number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
};

/** The requests and notifications with a method, in order. */
export function messagesWith(wire: readonly WireMessage[], method: string): AnyMessage[] {
  return wire.map(({ message }) => message as AnyMessage).filter((message) => message.method === method);
}

/** The answer to the last request with a method. */
export function lastAnswer(wire: readonly WireMessage[], method: string): AnyMessage | undefined {
  const at = wire.findLastIndex(({ message }) => (message as AnyMessage).method === method);
  const asked = wire[at];
  if (asked === undefined) return undefined;
  const { id } = asked.message as AnyMessage;
  const answers = wire.slice(at + 1).filter(({ direction }) => direction !== asked.direction);
  const messages = answers.map(({ message }) => message as AnyMessage);
  return messages.find((message) => message.method === undefined && message.id === id);
}

/** The answers to all requests with a method, in the order of the requests. */
export function answersTo(wire: readonly WireMessage[], method: string): (AnyMessage | undefined)[] {
  return wire.flatMap(({ direction, message }, at) => {
    const { id, method: asked } = message as AnyMessage;
    if (asked !== method || id === undefined) return [];
    const later = wire.slice(at + 1).filter((one) => one.direction !== direction);
    const answers = later.map((one) => one.message as AnyMessage);
    return [answers.find((one) => one.method === undefined && one.id === id)];
  });
}
