import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { ChatRequest } from "./chat-request.ts";
import {
  type Answer,
  type Completion,
  countPromptTokens,
  listEvents,
  sendCompletion,
  toCompletion,
} from "./completion.ts";
import { ApiError, badField, eventHeaders, jsonHeaders } from "./http.ts";

/** A request that meets a fault. */
type FaultCall = {
  /** What stands behind "=", or the fault's own default. */
  value: number;
  /** How many requests have met this fault on this server, this one included. */
  count: number;
  request: ChatRequest;
  response: ServerResponse;
  /** Makes the answer that is given without a fault. */
  complete: () => Promise<Completion>;
};

/** Something that goes wrong with a hosted model, for demonstrations and tests. */
type Fault = {
  /** The model id, and the name in the header `x-offline-fault`. */
  name: string;
  description: string;
  /** For a fault that takes a number, as in "slow=500": what it counts and what it is by default. */
  value?: { unit: "ms" | "seconds"; default: number };
  /** Answers, throws an ApiError, or breaks the response. */
  happen: (call: FaultCall) => Promise<void> | void;
};

type WantedFault = { fault: Fault; value: number };

/** The largest number that a fault takes: ten minutes in milliseconds. */
const MAX_VALUE = 600_000;
const RETRY_AFTER = { unit: "seconds", default: 1 } as const;
const NO_ANSWER: Answer = { text: "", notes: { source: "rules", ignored: [] } };
/** What a proxy or the network of a hotel answers. */
const SIGN_IN_PAGE =
  "<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>\n";

/** Every fault. Adding one adds a row. */
export const FAULTS: readonly Fault[] = [
  {
    name: "flaky-429",
    description: "Refuses two requests with 429 and Retry-After, answers the third, and starts over.",
    value: RETRY_AFTER,
    happen: (call) => (call.count % 3 === 0 ? answerPlainly(call) : refuseRate(call)),
  },
  {
    name: "flaky-500",
    description: "Refuses two requests with 500, answers the third, and starts over.",
    happen: (call) => (call.count % 3 === 0 ? answerPlainly(call) : refuseForServerError()),
  },
  {
    name: "always-429",
    description: "Refuses every request with 429 and Retry-After.",
    value: RETRY_AFTER,
    happen: refuseRate,
  },
  { name: "always-500", description: "Refuses every request with 500.", happen: refuseForServerError },
  { name: "slow", description: "Waits before it answers.", value: { unit: "ms", default: 3_000 }, happen: waitFirst },
  { name: "cut", description: "Cuts the connection in the middle of the body or the stream.", happen: cutResponse },
  {
    name: "garbage",
    description: "Answers 200 with a page of HTML.",
    happen({ response }) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(SIGN_IN_PAGE);
    },
  },
  {
    name: "empty",
    description: "Answers with empty content.",
    happen: ({ request, response }) => sendCompletion(response, toCompletion(request, NO_ANSWER), request.stream),
  },
  {
    name: "context",
    description: "Refuses every request with 400 context_length_exceeded.",
    happen({ request }) {
      const tokens = countPromptTokens(request);
      const message = `This model's maximum context length is ${tokens - 1} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`;
      throw new ApiError(400, message, { param: "messages", code: "context_length_exceeded" });
    },
  },
  {
    name: "policy",
    description: "Refuses every request with 400 content_filter.",
    happen() {
      const message = "The response was filtered because the prompt triggered the content management policy.";
      throw new ApiError(400, message, { param: "messages", code: "content_filter" });
    },
  },
];

/** @throws {ApiError} 400 when the header `x-offline-fault` names no fault, or the number is not one. */
export function readFaultHeader(header: string | string[] | undefined): WantedFault | undefined {
  if (header === undefined) return undefined;
  const wanted = parseFault(String(header).trim(), "x-offline-fault");
  if (wanted !== undefined) return wanted;
  throw badField("x-offline-fault", `must be one of ${FAULTS.map(({ name }) => name).join(", ")}`);
}

/** Reads `name` or `name=number`; undefined when the text names no fault. */
export function parseFault(text: string, field: string): WantedFault | undefined {
  const [name = "", number] = text.split("=", 2);
  const fault = FAULTS.find((candidate) => candidate.name === name);
  if (fault === undefined) return undefined;
  if (number === undefined) return { fault, value: fault.value?.default ?? 0 };
  if (fault.value === undefined) throw badField(field, `takes no number with ${name}`);
  const value = /^\d+$/.test(number) ? Number(number) : Number.NaN;
  if (value <= MAX_VALUE) return { fault, value };
  throw badField(field, `takes a whole number of ${fault.value.unit} up to ${MAX_VALUE} with ${name}`);
}

async function answerPlainly({ request, response, complete }: FaultCall): Promise<void> {
  await sendCompletion(response, await complete(), request.stream);
}

function refuseRate({ value }: FaultCall): never {
  throw new ApiError(429, `Rate limit reached. Please try again in ${value}s.`, {
    code: "rate_limit_exceeded",
    type: "requests",
    headers: { "retry-after": String(value) },
  });
}

function refuseForServerError(): never {
  throw new ApiError(500, "The server had an error while processing your request. Please retry your request.");
}

/** Answers after so many milliseconds; a client that goes away ends the wait. */
async function waitFirst(call: FaultCall): Promise<void> {
  // The server does not keep a process alive, so its delay must not either.
  await Promise.race([wait(call.value, undefined, { ref: false }), once(call.response, "close")]);
  if (!call.response.destroyed) await answerPlainly(call);
}

/** Sends the first half of the body or of the stream's events, then closes the socket. */
async function cutResponse({ request, response, complete }: FaultCall): Promise<void> {
  const completion = await complete();
  if (request.stream === undefined) {
    const body = Buffer.from(JSON.stringify(completion));
    response.writeHead(200, jsonHeaders(body));
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
    return;
  }
  const events = [...listEvents(completion, request.stream)];
  response.writeHead(200, eventHeaders());
  response.write(events.slice(0, events.length / 2).join(""), () => response.destroy());
}
