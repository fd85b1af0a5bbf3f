import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { ERROR_KINDS, type ErrorKind, GatewayError, isUnbilled } from "@kit/gateway";
import { isSameSecret, listen } from "../local-server.ts";
import { type Answer, type AnswerSource, type Question, questionSchema, Refusal, type Spend } from "./answers.ts";

/** What one learner may spend. What is left out has no limit. */
export type Budget = { [Unit in keyof Spend]?: number | undefined };

/** One learner's line in the room's ledger. Questions that are on their way are in it as they may cost at most. */
export type Account = { name: string; token: string; questions: number; spent: Spend };

export type RoomModelOptions = {
  source: AnswerSource;
  /** How many learners get a token each. */
  learners: number;
  /** What each may spend. */
  budget: Budget;
  /** Default: only this machine. */
  host?: string | undefined;
  /** Default: a free one. */
  port?: number | undefined;
  /** Hears of each question that has ended; a failure may quote the provider, and the learner does not get to read it. */
  onEnd?: (account: Account, failure?: unknown) => void;
};

const ZERO: Spend = { usd: 0, tokens: 0 };
/** A larger question is refused, in bytes. */
const MAX_BODY_BYTES = 2 ** 20;
const PATHS = /^(?:\/v1)?\/(?:(?<chat>chat\/completions)|models)\/?(?:\?|$)/;

/**
 * Starts an OpenAI-compatible server that lends one model to a room. Each learner has a token and a budget; none sees the
 * key.
 *
 * @throws {KitError} "invalid_option" when it cannot listen.
 */
export async function startRoomModel(options: RoomModelOptions) {
  const accounts = Array.from({ length: options.learners }, (_, index): Account => {
    const token = `room-${index + 1}-${randomBytes(12).toString("base64url")}`;
    return { name: `learner ${index + 1}`, token, questions: 0, spent: ZERO };
  });
  const server = createServer((request, response) => void handle(request, response, accounts, options));
  return { accounts, ...(await listen(server, options.port, options.host)) };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  accounts: readonly Account[],
  options: RoomModelOptions,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const send = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  const { model } = options.source;
  try {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const account = accounts.find((one) => isSameSecret(one.token, token));
    if (account === undefined) {
      const message = "This room does not know your token. Take the line that your teacher gave.";
      throw new Refusal(401, "invalid_api_key", message);
    }
    const path = PATHS.exec(request.url ?? "");
    if (path === null) throw new Refusal(404, "unknown_url", "This room has /chat/completions and /models.");
    if (path.groups?.chat === undefined) return send(200, { object: "list", data: [{ id: model, object: "model" }] });
    const question = await readQuestion(request);
    if (question.model !== model) {
      throw new Refusal(404, "model_not_found", `The model ${question.model} is not here: this room has ${model}.`);
    }
    const { choice, costUsd, spent: _, ...answer } = await answerWithin(account, question, options, gone.signal);
    const completion = { id: randomUUID(), object: "chat.completion", created: Math.floor(Date.now() / 1000) };
    // Read by a client that names this server as its `litellm_proxy`.
    const cost = costUsd === undefined ? {} : { "x-litellm-response-cost": String(costUsd) };
    send(200, { ...completion, ...answer, choices: [{ index: 0, ...choice }] }, cost);
  } catch (error) {
    if (response.destroyed) return;
    const { status, code, message, headers } = error instanceof Refusal ? error : toRefusal(error);
    send(status, { error: { message, code, type: code, param: null } }, headers);
  }
}

async function readQuestion(request: IncomingMessage): Promise<Question> {
  const { "content-length": length = Number.POSITIVE_INFINITY } = request.headers;
  if (Number(length) > MAX_BODY_BYTES) throw new Refusal(413, "request_too_large", "A question may have 1 MB.");
  try {
    return questionSchema.parse(await json(request));
  } catch (error) {
    throw new Refusal(400, "invalid_value", `This is no chat completion request: ${String(error)}`);
  }
}

/** Asks as long as the budget holds. */
async function answerWithin(
  account: Account,
  question: Question,
  { source, budget, onEnd }: RoomModelOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const expected = await source.estimate(question);
  for (const unit of ["usd", "tokens"] as const) {
    const { [unit]: limit = Number.POSITIVE_INFINITY } = budget;
    const left = limit - account.spent[unit];
    if (expected[unit] <= left) continue;
    const message = `Your budget in this room is ${inUnit(limit, unit)}: ${inUnit(left, unit)} are left, and this may need ${inUnit(expected[unit], unit)}. Ask your teacher.`;
    throw new Refusal(402, "insufficient_quota", message);
  }
  const spend = ({ usd, tokens }: Spend, sign: 1 | -1) => {
    // Not below zero, where tiny fractions may end.
    account.spent = { usd: Math.max(0, account.spent.usd + sign * usd), tokens: account.spent.tokens + sign * tokens };
  };
  spend(expected, 1);
  account.questions += 1;
  let failure: unknown;
  try {
    const answer = await source.answer(question, signal);
    spend(expected, -1);
    spend(answer.spent, 1);
    return answer;
  } catch (error) {
    if (error instanceof Refusal || isUnbilled(error)) spend(expected, -1);
    failure = error;
    throw error;
  } finally {
    onEnd?.(account, failure);
  }
}

function inUnit(amount: number, unit: keyof Spend): string {
  return unit === "usd" ? `$${amount.toFixed(4)}` : `${amount} tokens`;
}

/** A learner's line: `learner 3: 2 questions, 412 tokens, $0.0012 of $0.2000`. */
export function describeAccount({ name, questions, spent }: Account, budget: Budget): string {
  // No dollars where nobody knows the price.
  const units = spent.usd > 0 || budget.usd !== undefined ? (["tokens", "usd"] as const) : (["tokens"] as const);
  const amounts = units.map((unit) => {
    const { [unit]: limit } = budget;
    return inUnit(spent[unit], unit) + (limit === undefined ? "" : ` of ${inUnit(limit, unit)}`);
  });
  return `${name}: ${questions} ${questions === 1 ? "question" : "questions"}, ${amounts.join(", ")}`;
}

/** The status by which a learner's gateway knows a refusal. All others are the teacher's to mend: a failing server. */
const STATUSES: Partial<Record<ErrorKind, number>> = {
  ...{ rate_limit: 429, timeout: 408, context_window: 413 },
  ...{ bad_request: 400, unsupported_param: 400, content_policy: 400 },
};

/** What the provider has said stays with the teacher. */
function toRefusal(error: unknown): Refusal {
  if (!(error instanceof GatewayError)) return new Refusal(500, "server_error", "The room's model failed.");
  const { kind, retryAfterMs } = error;
  const code = kind === "content_policy" ? "content_filter" : kind;
  const wait = retryAfterMs === undefined ? {} : { "retry-after-ms": String(retryAfterMs) };
  return new Refusal(
    STATUSES[kind] ?? 503,
    code,
    `${ERROR_KINDS[kind].meaning}. Your teacher's screen says more.`,
    wait,
  );
}
