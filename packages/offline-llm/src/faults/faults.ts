import { cutResponse } from "./cut-response.ts";
import { failTwice } from "./fail-twice.ts";
import type { Fault } from "./fault.ts";
import { refuseContent } from "./refuse-content.ts";
import { refuseForServerError } from "./refuse-for-server-error.ts";
import { refuseLength } from "./refuse-length.ts";
import { refuseRate } from "./refuse-rate.ts";
import { sendEmpty } from "./send-empty.ts";
import { sendGarbage } from "./send-garbage.ts";
import { waitFirst } from "./wait-first.ts";

const retryAfter = { unit: "seconds", default: 1 } as const;

/** Every fault. Adding one adds a row and its function. */
export const faults: readonly Fault[] = [
  {
    name: "flaky-429",
    description: "Refuses two requests with 429 and Retry-After, answers the third, and starts over.",
    value: retryAfter,
    happen: (call) => failTwice(call, refuseRate),
  },
  {
    name: "flaky-500",
    description: "Refuses two requests with 500, answers the third, and starts over.",
    happen: (call) => failTwice(call, refuseForServerError),
  },
  {
    name: "always-429",
    description: "Refuses every request with 429 and Retry-After.",
    value: retryAfter,
    happen: refuseRate,
  },
  { name: "always-500", description: "Refuses every request with 500.", happen: refuseForServerError },
  {
    name: "slow",
    description: "Waits before it answers.",
    value: { unit: "ms", default: 3_000 },
    happen: waitFirst,
  },
  { name: "cut", description: "Cuts the connection in the middle of the body or the stream.", happen: cutResponse },
  { name: "garbage", description: "Answers 200 with a page of HTML.", happen: sendGarbage },
  { name: "empty", description: "Answers with empty content.", happen: sendEmpty },
  {
    name: "context",
    description: "Refuses every request with 400 context_length_exceeded.",
    happen: refuseLength,
  },
  { name: "policy", description: "Refuses every request with 400 content_filter.", happen: refuseContent },
];
