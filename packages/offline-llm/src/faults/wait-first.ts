import { setTimeout as wait } from "node:timers/promises";
import { answerPlainly } from "./answer-plainly.ts";
import type { FaultCall } from "./fault.ts";

/** Answers after so many milliseconds; a client that goes away ends the wait. */
export async function waitFirst(call: FaultCall): Promise<void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  call.response.once("close", leave);
  // The server must not keep a process alive, so its delay must not either.
  await wait(call.value, undefined, { signal: leaving.signal, ref: false });
  call.response.off("close", leave);
  await answerPlainly(call);
}
