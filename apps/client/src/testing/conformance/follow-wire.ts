import type { Traffic } from "@kit/transport";

/** Counts the sampling questions that come over a connection, and collects the codes of the errors that go back. */
export function followWire() {
  let questions = 0;
  const sentErrors: number[] = [];
  return {
    see({ direction, message }: Traffic): void {
      if (direction === "received") questions += questionsIn(message);
      if (direction === "sent" && "error" in message) sentErrors.push(message.error.code);
    },
    taken: () => ({ questions, sentErrors: [...sentErrors] }),
  };
}

/** On 2025-11-25 a question is a request, on 2026-07-28 an entry of a result. */
function questionsIn(message: Traffic["message"]): number {
  if ("method" in message) return message.method === "sampling/createMessage" ? 1 : 0;
  const requests: unknown = "result" in message ? Reflect.get(Object(message.result), "inputRequests") : undefined;
  return Object.values(Object(requests)).filter(
    (one) => Reflect.get(Object(one), "method") === "sampling/createMessage",
  ).length;
}
