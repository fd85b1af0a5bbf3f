import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import {
  type CompletionRequest,
  createGateway,
  estimateRouteUsd,
  estimateTokens,
  type GatewaySettings,
  listDestinations,
  reachableDeployments,
} from "@kit/gateway";
import { UsageError } from "@kit/terminal";
import * as z from "zod";

/** What questions cost. */
export type Spend = { usd: number; tokens: number };

const number = z.number().nullish();
const count = z.int().positive().nullish();

/** What a learner may set of OpenAI's parameters: none that multiplies the price, nor any that is not about the answer. */
export const questionSchema = z.object({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).min(1),
  max_tokens: count,
  max_completion_tokens: count,
  ...{ temperature: number, top_p: number, frequency_penalty: number, presence_penalty: number, seed: number },
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  tools: z.array(z.looseObject({})).nullish(),
  tool_choice: z.unknown().optional(),
  response_format: z.looseObject({}).nullish(),
  /** An answer comes whole. */
  stream: z.literal(false).nullish(),
});
export type Question = z.infer<typeof questionSchema>;

const choiceSchema = z.looseObject({ message: z.looseObject({ role: z.string() }), finish_reason: z.string() });

/** One answer, as it is sent and as it is kept. */
export type Answer = {
  /** The model as the answer names it. */
  model: string;
  choice: z.infer<typeof choiceSchema>;
  /** Token counts, as the provider tells them. */
  usage?: unknown;
  /** Absent when nobody knows it: never read that as zero. */
  costUsd?: number | undefined;
  /** What it takes from the budget. */
  spent: Spend;
};

/** Where a room's answers come from. */
export type AnswerSource = {
  /** What learners write behind `litellm_proxy/`. */
  model: string;
  /** Where questions go, in a sentence. */
  destination: string;
  /** What a question may cost at most, as far as one knows. */
  estimate(question: Question): Promise<Spend>;
  /** @throws {GatewayError | Refusal} */
  answer(question: Question, signal: AbortSignal): Promise<Answer>;
};

/** An error for the one who asks. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** So long may an answer be that was asked for without a limit, in tokens. */
const DEFAULT_MAX_TOKENS = 1024;

/**
 * A model that the gateway asks, with the key that it finds.
 *
 * @throws {UsageError} "invalid_option" when there is a budget in dollars, and nobody knows what the model costs.
 * @throws {GatewayError} when the model is none, or its provider is not set up.
 */
export async function askModel(id: string, needsPrice: boolean, settings: GatewaySettings = {}): Promise<AnswerSource> {
  const [destination] = listDestinations(reachableDeployments([id], settings), settings);
  if (destination === undefined) throw new TypeError(`Nobody answers as ${id}.`);
  const priceOf = (inputTokens: number, outputTokens: number) =>
    estimateRouteUsd([id], { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens }, settings);
  if (needsPrice && (await priceOf(1, 1)) === undefined) {
    const fix = "Give each learner tokens instead, as in --tokens 50000.";
    throw new UsageError(`Nobody knows what ${id} costs, so no budget in dollars can hold.`, { fix });
  }
  const gateway = createGateway(settings);
  const limited = (question: Question) =>
    (question.max_completion_tokens ?? question.max_tokens)
      ? question
      : { ...question, max_tokens: DEFAULT_MAX_TOKENS };
  async function estimate(question: Question): Promise<Spend> {
    const { inputTokens, outputTokens, totalTokens } = await estimateTokens(limited(question));
    return { tokens: totalTokens, usd: (await priceOf(inputTokens, outputTokens)) ?? 0 };
  }
  return {
    model: id.slice(id.indexOf("/") + 1),
    destination: `Questions go to ${destination.title} (${destination.host}), at your cost.`,
    estimate,
    async answer(question, signal) {
      // The schema has seen the parameters; what they hold is for the provider to judge.
      const reply = await gateway.completion({ ...(limited(question) as CompletionRequest), model: id, signal });
      const { usage, cost } = reply.kit;
      const expected = await estimate(question);
      return {
        model: reply.model,
        choice: choiceSchema.parse(reply.choices[0]),
        usage: reply.usage,
        costUsd: cost.usd,
        spent: { tokens: usage?.totalTokens ?? expected.tokens, usd: cost.usd ?? expected.usd },
      };
    },
  };
}

const recordingSchema = z.object({
  model: z.string(),
  answers: z.record(
    z.string(),
    z.object({
      question: z.string(),
      /** The day, such as 2026-11-20. */
      recorded: z.iso.date(),
      choice: choiceSchema,
      usage: z.unknown().optional(),
    }),
  ),
});
type Recording = z.infer<typeof recordingSchema>;

/** Keeps each answer of a source in a file, with those that are there already. @throws {UsageError} as {@link replay}. */
export function record(source: AnswerSource, file: string): AnswerSource {
  const kept: Recording = existsSync(file) ? readRecording(file) : { model: source.model, answers: {} };
  if (kept.model !== source.model) {
    throw new UsageError(`${file} has answers of ${kept.model}.`, { fix: `Name another file for ${source.model}.` });
  }
  return {
    ...source,
    async answer(question, signal) {
      const answer = await source.answer(question, signal);
      const { choice, usage } = answer;
      const recorded = new Date().toISOString().slice(0, 10);
      kept.answers[digestOf(question)] = { question: beginningOf(question), recorded, choice, usage };
      writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`);
      renameSync(`${file}.new`, file);
      return answer;
    },
  };
}

/** Answers from a file, without a key. @throws {UsageError} "file_unreadable" when it holds no recorded answers. */
export function replay(file: string): AnswerSource {
  const { model, answers } = readRecording(file);
  const known = Object.values(answers).map(({ question, recorded }) => `"${question}" (${recorded})`);
  return {
    model,
    destination: `Answers come from ${file}, and no question leaves this machine.`,
    estimate: async () => ({ usd: 0, tokens: 0 }),
    async answer(question) {
      const answer = answers[digestOf(question)];
      if (answer === undefined) {
        const asked = `No answer was recorded for "${beginningOf(question)}".`;
        throw new Refusal(400, "not_recorded", `${asked} Recorded are: ${known.join(", ") || "none"}.`);
      }
      const { recorded, choice, usage } = answer;
      return { model: `${model} (recorded ${recorded})`, choice, usage, costUsd: 0, spent: { usd: 0, tokens: 0 } };
    },
  };
}

function readRecording(file: string): Recording {
  try {
    return recordingSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const fix = "Make one: pnpm room model --model … --record FILE";
    throw Object.assign(new UsageError(`${file} holds no recorded answers.`, { code: "file_unreadable", fix }), {
      cause,
    });
  }
}

/** Equal for the same conversation with the same tools, whatever its limits. */
function digestOf({ messages, tools, response_format }: Question): string {
  return createHash("sha256")
    .update(JSON.stringify([messages, tools, response_format]))
    .digest("hex")
    .slice(0, 16);
}

/** The beginning of what was asked last, in one line. */
function beginningOf({ messages }: Question): string {
  const content = messages.at(-1)?.content;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return text.replace(/\s+/g, " ").slice(0, 60);
}
