import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ERROR_KINDS, type ErrorKind, GatewayError } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import type { Spend } from "./answers.ts";
import { type Answer, type AnswerSource, mayBeBilled, type Question, questionSchema, Refusal } from "./answers.ts";

/** What one learner may spend. What is left out has no limit. */
export type Budget = { usd?: number | undefined; tokens?: number | undefined };

/** One learner's line in the room's ledger. */
export type Account = { name: string; token: string; questions: number; spent: Spend; reserved: Spend };

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

/** A larger question is refused, in bytes. */
const MAX_BODY_BYTES = 2 ** 20;
const PATHS = /^(?:\/v1)?\/(?:(?<chat>chat\/completions)|models)\/?$/;

/**
 * Starts an OpenAI-compatible server that lends one model to a room. Each learner has a token and a budget; none sees the
 * key.
 *
 * @throws {KitError} "invalid_option" when the port is taken, or the host is none of this machine.
 */
export async function startRoomModel(options: RoomModelOptions) {
  const accounts = Array.from({ length: options.learners }, (_, index): Account => {
    const token = `room-${index + 1}-${randomBytes(12).toString("base64url")}`;
    return { name: `learner ${index + 1}`, token, questions: 0, spent: ZERO, reserved: ZERO };
  });
  const server = createServer((request, response) => void handle(request, response, accounts, options));
  try {
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
    await once(server, "listening");
  } catch (cause) {
    const fix = "Choose another one with --port or --host.";
    throw new KitError("invalid_option", `The room's model cannot listen there: ${String(cause)}.`, { cause, fix });
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, accounts, close };
}

const ZERO: Spend = { usd: 0, tokens: 0 };
const add = (one: Spend, other: Spend): Spend => ({ usd: one.usd + other.usd, tokens: one.tokens + other.tokens });
const minus = ({ usd, tokens }: Spend): Spend => ({ usd: -usd, tokens: -tokens });

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  accounts: readonly Account[],
  options: RoomModelOptions,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const { model } = options.source;
  try {
    const account = accountOf(request, accounts);
    const path = PATHS.exec((request.url ?? "").split("?")[0] ?? "");
    if (path === null) throw new Refusal(404, "unknown_url", "This room has /chat/completions and /models.");
    if (path.groups?.chat === undefined) {
      return send(response, 200, { object: "list", data: [{ id: model, object: "model" }] });
    }
    const question = await readQuestion(request);
    if (question.model !== model) {
      throw new Refusal(404, "model_not_found", `The model ${question.model} is not here: this room has ${model}.`);
    }
    const { choice, spent, ...answer } = await answerWithin(account, question, options, gone.signal);
    const completion = { id: randomUUID(), object: "chat.completion", created: Math.floor(Date.now() / 1000) };
    // Read by a client that names this server as its `litellm_proxy`.
    const cost = { "x-litellm-response-cost": String(spent.usd) };
    send(response, 200, { ...completion, ...answer, choices: [{ index: 0, ...choice }] }, cost);
  } catch (error) {
    if (response.destroyed) return;
    // What is left of a refused question is read and dropped, so that its sender gets to see the answer.
    request.resume();
    const { status, code, message, headers } = error instanceof Refusal ? error : toRefusal(error);
    send(response, status, { error: { message, code, type: code, param: null } }, headers);
  }
}

function accountOf({ headers }: IncomingMessage, accounts: readonly Account[]): Account {
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  // Digests are compared: how long it takes tells nothing of a token.
  const given = digest(/^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "");
  const account = accounts.find(({ token }) => digest(token) === given);
  if (account !== undefined) return account;
  throw new Refusal(
    401,
    "invalid_api_key",
    "This room does not know your token. Take the line that your teacher gave.",
  );
}

async function readQuestion(request: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, "request_too_large", "Questions may have 1 MB.");
    chunks.push(chunk);
  }
  try {
    return questionSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch (error) {
    throw new Refusal(400, "invalid_value", `This is no chat completion request: ${String(error)}`);
  }
}

/** Asks as long as the budget holds. Questions that are on their way count as they may cost at most. */
async function answerWithin(
  account: Account,
  question: Question,
  { source, budget, onEnd }: RoomModelOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const expected = await source.estimate(question);
  const after = add(add(account.spent, account.reserved), expected);
  for (const unit of ["usd", "tokens"] as const) {
    const limit = budget[unit];
    if (limit === undefined || after[unit] <= limit) continue;
    const left = inUnit(limit - account.spent[unit] - account.reserved[unit], unit);
    const message = `Your budget in this room is ${inUnit(limit, unit)}: ${left} are left, and this may need ${inUnit(expected[unit], unit)}. Ask your teacher.`;
    throw new Refusal(402, "insufficient_quota", message);
  }
  account.reserved = add(account.reserved, expected);
  const end = (spent: Spend, failure?: unknown) => {
    account.reserved = add(account.reserved, minus(expected));
    account.spent = add(account.spent, spent);
    account.questions += 1;
    onEnd?.(account, failure);
  };
  try {
    const answer = await source.answer(question, signal);
    end(answer.spent);
    return answer;
  } catch (error) {
    end(mayBeBilled(error) ? expected : ZERO, error);
    throw error;
  }
}

function inUnit(amount: number, unit: keyof Spend): string {
  return unit === "usd" ? `$${amount.toFixed(4)}` : `${amount} tokens`;
}

/** A learner's line: `learner 3: 2 questions, 412 tokens, $0.0012 of $0.2000`. */
export function describeAccount({ name, questions, spent }: Account, budget: Budget): string {
  const amounts = (["tokens", "usd"] as const).map((unit) => {
    const limit = budget[unit];
    return inUnit(spent[unit], unit) + (limit === undefined ? "" : ` of ${inUnit(limit, unit)}`);
  });
  return `${name}: ${questions} ${questions === 1 ? "question" : "questions"}, ${amounts.join(", ")}`;
}

/** How the provider's refusals reach a learner. All others are the teacher's to mend, and pass as a failing server. */
const REFUSALS: Partial<Record<ErrorKind, { status: number; code: string }>> = {
  rate_limit: { status: 429, code: "rate_limit_exceeded" },
  context_window: { status: 400, code: "context_length_exceeded" },
  content_policy: { status: 400, code: "content_policy_violation" },
  bad_request: { status: 400, code: "invalid_value" },
  unsupported_param: { status: 400, code: "unsupported_parameter" },
  timeout: { status: 504, code: "timeout" },
};

/** What the provider has said stays with the teacher. */
function toRefusal(error: unknown): Refusal {
  if (!(error instanceof GatewayError)) return new Refusal(500, "server_error", "The room's model failed.");
  const { status, code } = REFUSALS[error.kind] ?? { status: 503, code: "server_error" };
  const wait = error.retryAfterMs === undefined ? {} : { "retry-after-ms": String(error.retryAfterMs) };
  return new Refusal(status, code, `${ERROR_KINDS[error.kind].meaning}. Your teacher's screen says more.`, wait);
}

function send(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
