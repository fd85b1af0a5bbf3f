import type { OpenAI } from "openai";
import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { collectChunks } from "../answers/collect-chunks.ts";
import { readCompletion, readUsage } from "../answers/read-answer.ts";
import { describe, toGatewayError } from "../answers/to-gateway-error.ts";
import { readCost } from "../cost/cost.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { abilitiesOf, chooseToolWay, learnFrom } from "../parameters/abilities.ts";
import { adaptBody } from "../parameters/adapt-body.ts";
import { keepForNextTurn } from "../parameters/apply-rules.ts";
import { areInText, holdCalls, readCallsInWords } from "../parameters/tools-in-words.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import type { ChunkSource, CompletionReply, CompletionRequest } from "../shared/completion.ts";
import { type Deadline, startDeadline, untilAborted } from "../shared/deadline.ts";
import { isRecord } from "../shared/is-record.ts";
import { load } from "../shared/load.ts";
import {
  type Call,
  type CallContext,
  closeAttempt,
  createClientCache,
  openAttempt,
  openSpan,
  prepareCall,
} from "./call.ts";
import { DEFAULT_TIMEOUT_MS, type GatewaySettings } from "./gateway.ts";
import { readBody, readChunks } from "./http.ts";

/** What answers the requests of a gateway, from the first one on. */
export function openGateway(settings: GatewaySettings) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = settings;
  const context: CallContext = { settings, timeoutMs, clientFor: createClientCache() };
  return {
    complete: async (request: CompletionRequest) => completeCall(prepareCall(request, context), context),
    /** Prepares within the stream, so that a faulty request is an error to its reader. */
    async *stream(request: CompletionRequest) {
      return yield* streamCall(prepareCall(request, context), context);
    },
  };
}

/** One request to one provider, or more if it refuses a parameter: ask, check, report. */
export async function completeCall(call: Call, context: CallContext): Promise<CompletionReply> {
  const span = await openSpan(call);
  try {
    const { signal, end } = startCallDeadline(call);
    const answer = span.run(() =>
      send(call, context, async (client) => {
        const response = await client.post("/chat/completions", { body: { ...call.body }, signal }).asResponse();
        const raw = await readBody(response, call.asked);
        return { raw, data: readCompletion(raw, call.asked), headers: response.headers };
      }),
    );
    const { data, raw, headers } = await untilAborted(signal, answer).finally(end);
    const reply = Object.defineProperty(await toReply(call, context, data, headers), "raw", { value: raw });
    span.end(reply);
    return reply;
  } catch (error) {
    span.end(error instanceof GatewayError ? error : "unexpected");
    throw failCall(call, error);
  }
}

/** The same as a stream: passes the provider's chunks on, and returns the whole answer. */
export async function* streamCall(call: Call, context: CallContext): ChunkSource {
  const { asked } = call;
  askForUsage(call);
  const span = await openSpan(call, { "gen_ai.request.stream": true });
  try {
    const { signal, end } = startCallDeadline(call);
    let opened: Awaited<ReturnType<typeof readOpening>> | undefined;
    try {
      const opening = span.run(() =>
        send(call, context, async (client) => {
          const body = { ...call.body, stream: true };
          return readOpening(await client.post("/chat/completions", { body, signal }).asResponse(), asked);
        }),
      );
      opened = await untilAborted(signal, opening);
      const { held, source, chunks, headers } = opened;
      span.seeChunk();
      const calls = call.tools.areInWords ? holdCalls() : undefined;
      for (const shown of held) yield calls?.show(shown) ?? shown;
      try {
        for await (const chunk of source) {
          signal.throwIfAborted();
          const shown = chunks.add(chunk);
          if (shown) yield calls?.show(shown) ?? shown;
        }
      } catch (error) {
        // All was said before the connection broke.
        if (error instanceof GatewayError || !chunks.isWhole()) throw error;
      }
      signal.throwIfAborted();
      const reply = await toReply(call, context, chunks.finish(headers), headers);
      span.end(reply);
      if (calls) yield calls.rest(reply);
      return reply;
    } catch (error) {
      signal.throwIfAborted();
      throw await toGatewayError(error, asked);
    } finally {
      end();
      // Hangs up when the reader has left.
      await opened?.source.return();
    }
  } catch (error) {
    span.end(error instanceof GatewayError ? error : "unexpected");
    throw failCall(call, error);
  } finally {
    // Without effect unless the reader has left.
    span.end("aborted");
  }
}

/** Reads a stream until it says something: until then a provider may still refuse, and be asked in another way. */
async function readOpening(response: Response, asked: Asked) {
  const { headers } = response;
  const chunks = collectChunks(asked);
  const source = readChunks(response, asked);
  const held: ChatCompletionChunk[] = [];
  for (;;) {
    const { done, value } = await source.next();
    const shown = done ? undefined : chunks.add(value);
    if (shown) held.push(shown);
    // What has said nothing to its end may be an error.
    if (done) chunks.finish(headers);
    if (done || (shown && saysSomething(shown))) return { held, source, chunks, headers };
  }
}

/** Many providers begin with a chunk that has the role only, or no choice at all. */
function saysSomething({ choices }: ChatCompletionChunk): boolean {
  return choices.some(({ delta: { role: _, ...rest }, finish_reason }) => {
    return Boolean(finish_reason) || Object.values(rest).some((value) => value !== "" && value !== null);
  });
}

/** Sends the body of a call, and once more for each thing in it that the provider names and does not take. */
async function send<T>(call: Call, context: CallContext, request: (client: OpenAI) => Promise<T>): Promise<T> {
  const { asked, body, trail, warnings } = call;
  // Loads while the provider thinks.
  if (asked.model.provider.pricesAs) load.prices();
  for (const done = new Set<string>(); ; ) {
    openAttempt(trail);
    const client = await context.clientFor(asked.endpoint);
    try {
      return await request(client);
    } catch (cause) {
      const error = await toGatewayError(cause, asked);
      if (!(error instanceof GatewayError)) throw error;
      const warning = adaptBody(error, body, done);
      if (warning) warnings.push(warning);
      else if (learnFrom(error, asked, call)) chooseToolWay(call, abilitiesOf(asked, context.settings.can));
      else throw error;
      closeAttempt(trail, { kind: "unsupported_param", isUnsent: false });
    }
  }
}

/** Has the provider count the tokens of a stream, unless it does so unasked or the caller has said otherwise. */
function askForUsage({ asked, body }: Call): void {
  if (asked.model.provider.usageInStreams === "unasked") return;
  const given = isRecord(body.stream_options) ? body.stream_options : {};
  body.stream_options = { include_usage: true, ...given };
}

/** Closes the attempt that has answered, and puts the report of the call beside the completion. */
async function toReply(
  call: Call,
  { settings }: CallContext,
  answer: ChatCompletion,
  headers: Headers,
): Promise<CompletionReply> {
  closeAttempt(call.trail);
  const { asked, tools, trail, warnings, startedAt } = call;
  const completion = areInText(answer, tools) ? readCallsInWords(answer, tools) : answer;
  for (const { message } of completion.choices) keepForNextTurn(asked, { ...message });
  const usage = readUsage(completion);
  const cost = await readCost(completion, usage, headers, asked, settings);
  return Object.assign(completion, {
    kit: {
      provider: asked.model.provider.name,
      model: asked.model.id,
      attempts: trail.attempts.length,
      trail: trail.attempts,
      warnings,
      usage,
      cost,
      cached: false,
      latencyMs: performance.now() - startedAt,
    },
  });
}

/** Closes the open attempt of a call that has failed, and hands the error its trail. */
function failCall({ trail }: Call, error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  closeAttempt(trail, error);
  error.trail = trail.attempts;
  return error;
}

/** A call is ended early by its caller, by its own clock, or by a router's deadline, which is enough then. */
function startCallDeadline({ asked, timeoutMs, signal }: Call): Deadline {
  if (timeoutMs === Infinity && signal && !signal.aborted) return { signal, end: () => {} };
  const toError = (kind: "aborted" | "timeout", cause: unknown) => {
    if (kind === "timeout") return describe(kind, asked, { seen: `no answer within ${timeoutMs} ms` });
    return cause instanceof GatewayError ? cause : describe(kind, asked, { cause });
  };
  return startDeadline({ timeoutMs, signal, toError });
}
