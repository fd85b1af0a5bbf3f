import { answerPlainly } from "./answer-plainly.ts";
import type { FaultCall } from "./fault.ts";

/** Fails the first and second of every three requests. */
export async function failTwice(call: FaultCall, fail: (call: FaultCall) => void): Promise<void> {
  if (call.count % 3 !== 0) fail(call);
  else await answerPlainly(call);
}
